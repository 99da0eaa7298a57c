/**
 * @file legato.h
 * The whole C API: include this and nothing else (runtime specification, section 1.0).
 *
 * Programs rely on the system headers that come with it; the list below is part of the contract.
 */
#ifndef LEGATO_H_INCLUDE_GUARD
#define LEGATO_H_INCLUDE_GUARD

#ifndef __STDC_LIMIT_MACROS
#define __STDC_LIMIT_MACROS
#endif
#ifndef __STDC_FORMAT_MACROS
#define __STDC_FORMAT_MACROS
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "le_config.h"

#include <assert.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <grp.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <math.h>
#include <mntent.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>
#ifdef __has_include
#if __has_include(<sys/timeb.h>)
#include <sys/timeb.h>
#endif
#endif

#include "le_basics.h"

#include "le_log.h"

#include "le_args.h"
#include "le_atomFile.h"
#include "le_atomic.h"
#include "le_backtrace.h"
#include "le_base64.h"
#include "le_cdata.h"
#include "le_clock.h"
#include "le_crc.h"
#include "le_dir.h"
#include "le_doublyLinkedList.h"
#include "le_eventLoop.h"
#include "le_fd.h"
#include "le_fdMonitor.h"
#include "le_fileLock.h"
#include "le_fs.h"
#include "le_hashmap.h"
#include "le_hex.h"
#include "le_json.h"
#include "le_mem.h"
#include "le_messaging.h"
#include "le_mutex.h"
#include "le_pack.h"
#include "le_path.h"
#include "le_pathIter.h"
#include "le_process.h"
#include "le_rand.h"
#include "le_redBlackTree.h"
#include "le_safeRef.h"
#include "le_semaphore.h"
#include "le_signals.h"
#include "le_singlyLinkedList.h"
#include "le_test.h"
#include "le_thread.h"
#include "le_timer.h"
#include "le_tty.h"
#include "le_utf8.h"

#include "le_exterr.h"

#endif
