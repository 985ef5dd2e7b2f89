/** Top names of the standard library of Ruby, its default and bundled gems included (to 3.4). */
export const rubyStdlib: ReadonlySet<string> = new Set(
  `abbrev base64 benchmark bigdecimal bundler cgi coverage csv continuation date dbm debug delegate did_you_mean digest drb
  English enumerator erb error_highlight etc expect fcntl fiber fiddle fileutils find forwardable gdbm getoptlong io ipaddr
  irb json logger mathn matrix minitest mkmf monitor mutex_m net nkf objspace observer open-uri open3 openssl optparse
  optionparser ostruct pathname power_assert pp prettyprint prime profile profiler pstore psych pty rake random rational
  rbconfig rbs rdoc readline reline resolv resolv-replace rexml rinda ripper rss ruby2_keywords rubygems scanf sdbm
  securerandom set shell shellwords singleton socket stringio strscan sync syntax_suggest syslog tempfile test test-unit
  thread thwait time timeout tmpdir tracer tsort typeprof un unicode_normalize uri weakref webrick win32ole yaml zlib`
    .split(/\s+/)
    .filter((name) => name !== ''),
);
