// Starts before every other extension does ("*"), so that it sees them being activated.
const { Session } = require('node:inspector');
const { dirname } = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const intervalMs = 5;
/** What is shorter is noise of timers. */
const shortestSliceMs = 10;

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.setSamplingInterval', { interval: 1000 });

let stop = record();

function record() {
  const startTime = performance.now();
  const delay = monitorEventLoopDelay({ resolution: intervalMs });
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
  delay.enable();
  session.post('Profiler.start');
  return () => {
    clearInterval(timer);
    delay.disable();
    const ms = performance.now() - startTime;
    let profile;
    session.post('Profiler.stop', (_error, result) => {
      profile = result.profile;
    });
    // One interval is what the loop waits for by itself.
    return { slices, longestDelayMs: Math.max(0, delay.max / 1e6 - intervalMs), ms, profile };
  };
}

exports.activate = (context) => ({
  /** Where VS Code keeps the logs of this window's extensions, each in a folder of its own. */
  logFolder: dirname(context.logUri.fsPath),
  /** What was recorded since this extension was activated, or since the last time; a new record begins. */
  take: () => {
    const taken = stop();
    stop = record();
    return taken;
  },
});
