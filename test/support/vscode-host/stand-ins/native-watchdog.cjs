// Stands in for @vscode/native-watchdog: ends this process when the process it belongs to is gone.
const parentGoneExitCode = 87;

exports.start = (parentPid) => {
  const timer = setInterval(() => {
    try {
      process.kill(parentPid, 0);
    } catch {
      process.exit(parentGoneExitCode);
    }
  }, 1000);
  timer.unref();
};
