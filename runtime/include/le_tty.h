/**
 * @file le_tty.h
 * Serial lines (runtime specification, section 1.17). Any thread.
 */
#ifndef LE_TTY_H_INCLUDE_GUARD
#define LE_TTY_H_INCLUDE_GUARD

#include "le_basics.h"

#include <fcntl.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Speeds, in bits per second. */
typedef enum
{
    LE_TTY_SPEED_0,
    LE_TTY_SPEED_50,
    LE_TTY_SPEED_75,
    LE_TTY_SPEED_110,
    LE_TTY_SPEED_134,
    LE_TTY_SPEED_150,
    LE_TTY_SPEED_200,
    LE_TTY_SPEED_300,
    LE_TTY_SPEED_600,
    LE_TTY_SPEED_1200,
    LE_TTY_SPEED_1800,
    LE_TTY_SPEED_2400,
    LE_TTY_SPEED_4800,
    LE_TTY_SPEED_9600,
    LE_TTY_SPEED_19200,
    LE_TTY_SPEED_38400,
    LE_TTY_SPEED_57600,
    LE_TTY_SPEED_115200,
    LE_TTY_SPEED_230400,
    LE_TTY_SPEED_460800,
    LE_TTY_SPEED_500000,
    LE_TTY_SPEED_576000,
    LE_TTY_SPEED_921600,
    LE_TTY_SPEED_1000000,
    LE_TTY_SPEED_1152000,
    LE_TTY_SPEED_1500000,
    LE_TTY_SPEED_2000000,
    LE_TTY_SPEED_2500000,
    LE_TTY_SPEED_3000000,
    LE_TTY_SPEED_3500000,
    LE_TTY_SPEED_4000000
} tty_Speed_t;

/** How a side says that it cannot take more. */
typedef enum
{
    LE_TTY_FLOW_CONTROL_NONE = 0,
    LE_TTY_FLOW_CONTROL_XON_XOFF,
    LE_TTY_FLOW_CONTROL_HARDWARE
} tty_FlowControl_t;

/**
 * Opens a serial line and takes its lock, a lock of fcntl(2) that ends when the process closes the line or ends.
 *
 * @param flags of open(2); the descriptor is closed on exec, and O_RDONLY cannot take a lock
 * @return a descriptor, or -1 with errno: ENOTTY if it is no terminal, EAGAIN or EACCES if another process has the lock
 */
LE_SHARED int le_tty_Open(const char* ttyDev, int flags);

/** Closes a serial line and gives up its lock. */
LE_SHARED void le_tty_Close(int fd);

/**
 * Sets both speeds.
 *
 * @return LE_OK, LE_NOT_FOUND if `ttyRate` is none, LE_UNSUPPORTED if the line cannot do it, LE_FAULT
 */
LE_SHARED le_result_t le_tty_SetBaudRate(int fd, tty_Speed_t ttyRate);

/** Reads both speeds. @return LE_OK, LE_NOT_FOUND if one is not of tty_Speed_t, LE_FAULT */
LE_SHARED le_result_t le_tty_GetBaudRate(int fd, tty_Speed_t* ttyInRatePtr, tty_Speed_t* ttyOutRatePtr);

/**
 * Sets how characters are framed.
 *
 * @param parity   'N' none, 'O' odd, 'E' even
 * @param wordSize 5 to 8 bits
 * @param stopBits 1 or 2
 * @return LE_OK, LE_NOT_FOUND for another value, LE_UNSUPPORTED if the line cannot do it, LE_FAULT
 */
LE_SHARED le_result_t le_tty_SetFraming(int fd, char parity, int wordSize, int stopBits);

/** Sets flow control. @return LE_OK, LE_NOT_FOUND for another value, LE_UNSUPPORTED, LE_FAULT */
LE_SHARED le_result_t le_tty_SetFlowControl(int fd, tty_FlowControl_t ttyFlowControl);

/** Reads line by line, with echo, editing and signals. @return LE_OK, LE_UNSUPPORTED, LE_FAULT */
LE_SHARED le_result_t le_tty_SetCanonical(int fd);

/**
 * Reads and writes bytes as they are.
 *
 * @param numChars 0 to 255: a read waits for so many
 * @param timeout  0 to 255 tenths of a second: a read waits no longer; 0 is for ever if numChars is not 0
 * @return LE_OK, LE_NOT_FOUND if one is out of range, LE_UNSUPPORTED, LE_FAULT
 */
LE_SHARED le_result_t le_tty_SetRaw(int fd, int numChars, int timeout);

#ifdef __cplusplus
}
#endif

#endif
