/**
 * @file le_backtrace.h
 * Call stacks in the log (runtime specification, section 1.1). The feature is off in this build: the macro evaluates to
 * nothing. A crash prints its stack without it, see le_sig_InstallShowStackHandler().
 */
#ifndef LE_BACKTRACE_H_INCLUDE_GUARD
#define LE_BACKTRACE_H_INCLUDE_GUARD

#define LE_BACKTRACE(msg) ((void)0)

#endif
