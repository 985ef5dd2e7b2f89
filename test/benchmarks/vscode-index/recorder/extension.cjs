// Starts before every other extension does ("*"), so that it sees them being activated.
const { monitorEventLoopDelay } = require('node:perf_hooks');

const intervalMs = 5;
/** What is shorter is noise of timers. */
const shortestSliceMs = 10;

let stop = record();

function record() {
  const startTime = performance.now();
  const delay = monitorEventLoopDelay({ resolution: intervalMs });
  delay.enable();
  const slices = [];
  let last = startTime;
  let lastCpu = process.threadCpuUsage();
  const timer = setInterval(() => {
    const now = performance.now();
    const { user, system } = process.threadCpuUsage(lastCpu);
    const ms = now - last - intervalMs;
    if (ms >= shortestSliceMs) slices.push({ atMs: last - startTime, ms, cpuMs: (user + system) / 1000 });
    last = now;
    lastCpu = process.threadCpuUsage();
  }, intervalMs);
  return () => {
    clearInterval(timer);
    delay.disable();
    // One interval is what the loop waits for itself.
    return { slices, longestDelayMs: delay.max / 1e6 - intervalMs, ms: performance.now() - startTime };
  };
}

exports.activate = (context) => ({
  /** Where VS Code keeps the logs of this window's extensions, each in a folder of its own. */
  logFolder: require('node:path').dirname(context.logUri.fsPath),
  /** What was recorded since the last time, or since this extension was activated; a new record begins. */
  take: () => {
    const record_ = stop();
    stop = record();
    return record_;
  },
});
