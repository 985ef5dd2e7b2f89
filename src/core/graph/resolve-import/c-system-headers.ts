/** Headers of the C standard (to C23) and of the C++ standard (to C++26). */
export const standardHeaders: ReadonlySet<string> = new Set(
  `assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h limits.h locale.h math.h setjmp.h signal.h
  stdalign.h stdarg.h stdatomic.h stdbit.h stdbool.h stdckdint.h stddef.h stdint.h stdio.h stdlib.h stdnoreturn.h string.h
  tgmath.h threads.h time.h uchar.h wchar.h wctype.h
  algorithm any array atomic barrier bit bitset cassert ccomplex cctype cerrno cfenv cfloat charconv chrono cinttypes
  ciso646 climits clocale cmath codecvt compare complex concepts condition_variable contracts coroutine csetjmp csignal
  cstdalign cstdarg cstdbool cstddef cstdint cstdio cstdlib cstring ctgmath ctime cuchar cwchar cwctype debugging deque
  exception execution expected filesystem flat_map flat_set format forward_list fstream functional future generator
  hazard_pointer hive initializer_list inplace_vector iomanip ios iosfwd iostream istream iterator latch limits linalg list
  locale map mdspan memory memory_resource meta mutex new numbers numeric optional ostream print queue random ranges ratio
  rcu regex scoped_allocator semaphore set shared_mutex simd source_location span spanstream sstream stack stacktrace
  stdexcept stdfloat stop_token streambuf string string_view strstream syncstream system_error text_encoding thread tuple
  type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector version`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

const others = new Set(
  `aio.h alloca.h ar.h byteswap.h conio.h cpio.h crt_externs.h direct.h dirent.h dlfcn.h elf.h endian.h err.h error.h
  execinfo.h fcntl.h fmtmsg.h fnmatch.h ftw.h getopt.h glob.h grp.h iconv.h ifaddrs.h intrin.h io.h kvm.h langinfo.h
  libgen.h libintl.h libutil.h link.h malloc.h memory.h monetary.h mqueue.h ndbm.h netdb.h nl_types.h nlist.h paths.h
  poll.h process.h procfs.h pthread.h pthread_np.h pty.h pwd.h regex.h resolv.h sched.h search.h semaphore.h sgtty.h
  shadow.h share.h spawn.h stropts.h strings.h sysexits.h syslog.h tar.h termio.h termios.h trace.h ucontext.h ulimit.h
  unistd.h util.h utime.h utmp.h utmpx.h values.h wordexp.h xlocale.h features.h unwind.h cpuid.h x86intrin.h immintrin.h
  emmintrin.h xmmintrin.h pmmintrin.h tmmintrin.h smmintrin.h nmmintrin.h wmmintrin.h ammintrin.h mmintrin.h arm_neon.h
  arm_acle.h arm_sve.h altivec.h omp.h
  windows.h winsock.h winsock2.h ws2tcpip.h ws2ipdef.h wspiapi.h mswsock.h windef.h winbase.h winnt.h winerror.h winuser.h
  wingdi.h winioctl.h winternl.h winsvc.h winreg.h winver.h wincrypt.h wincon.h wininet.h winhttp.h wchar.h tchar.h
  strsafe.h shlobj.h shlwapi.h shellapi.h psapi.h tlhelp32.h iphlpapi.h dbghelp.h objbase.h ole2.h oleauto.h comdef.h
  mmsystem.h mstcpip.h versionhelpers.h bcrypt.h ntstatus.h ntsecapi.h schannel.h sspi.h sspi.h security.h userenv.h
  crtdbg.h sal.h atlbase.h afunix.h usp10.h richedit.h commctrl.h commdlg.h sdkddkver.h guiddef.h rpc.h wtypes.h
  TargetConditionals.h AvailabilityMacros.h Availability.h cxxabi.h`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

/** Folders whose headers come with the system: of POSIX, Linux, the BSDs and macOS, and of compilers. */
const folders =
  /^(?:sys|net|netinet|netinet6|netpacket|arpa|asm|asm-generic|linux|machine|mach|mach-o|malloc|libkern|dispatch|os|rpc|rpcsvc|protocols|scsi|mtd|rdma|sound|uuid|IOKit|CoreFoundation|CoreServices|CoreGraphics|ApplicationServices|SystemConfiguration|Security|Cocoa|Foundation|UIKit|experimental|ext|tr1|bits|x86_64-linux-gnu)\//;

/** Whether a header is known to come with the system: then the like of it in a repository is a stand-in for other systems. */
export function isSystemHeader(specifier: string): boolean {
  return (
    standardHeaders.has(specifier) ||
    others.has(specifier) ||
    (!specifier.includes('/') && others.has(specifier.toLowerCase())) ||
    folders.test(specifier)
  );
}
