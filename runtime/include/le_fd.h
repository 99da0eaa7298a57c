/**
 * @file le_fd.h
 * File descriptors under portable names: the calls of POSIX (runtime specification, section 1.5).
 */
#ifndef LE_FD_H_INCLUDE_GUARD
#define LE_FD_H_INCLUDE_GUARD

#include "le_basics.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __cplusplus
extern "C" {
#endif

#define le_fd_Open open
#define le_fd_Fcntl fcntl

/** close(2) */
LE_DECLARE_INLINE int le_fd_Close(int fd)
{
    return close(fd);
}
/** read(2) */
LE_DECLARE_INLINE ssize_t le_fd_Read(int fd, void* bufPtr, size_t count)
{
    return read(fd, bufPtr, count);
}
/** write(2) */
LE_DECLARE_INLINE ssize_t le_fd_Write(int fd, const void* bufPtr, size_t count)
{
    return write(fd, bufPtr, count);
}
/** ioctl(2) */
LE_DECLARE_INLINE int le_fd_Ioctl(int fd, int request, void* bufPtr)
{
    return ioctl(fd, (unsigned long)(unsigned int)request, bufPtr);
}
/** fstat(2) */
LE_DECLARE_INLINE int le_fd_Fstat(int fd, struct stat* bufPtr)
{
    return fstat(fd, bufPtr);
}
/** lseek(2) */
LE_DECLARE_INLINE off_t le_fd_Lseek(int fd, off_t offset, int whence)
{
    return lseek(fd, offset, whence);
}
/** mkfifo(3) */
LE_DECLARE_INLINE int le_fd_MkFifo(const char* pathname, mode_t mode)
{
    return mkfifo(pathname, mode);
}
/** Named pipes of other systems. @return -1 */
LE_DECLARE_INLINE int le_fd_MkPipe(const char* pathname, mode_t mode)
{
    LE_UNUSED(pathname);
    LE_UNUSED(mode);
    return -1;
}
/** dup(2) */
LE_DECLARE_INLINE int le_fd_Dup(int oldfd)
{
    return dup(oldfd);
}

#ifdef __cplusplus
}
#endif

#endif
