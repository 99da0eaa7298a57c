// Serial lines (runtime specification, section 1.17).
#include "runtime/include/le_tty.h"

#include "runtime/include/le_log.h"

#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <functional>

namespace
{

/// In the order of tty_Speed_t.
constexpr std::array<speed_t, 31> speeds = {
    B0,      B50,      B75,      B110,     B134,     B150,     B200,     B300,     B600,    B1200,   B1800,
    B2400,   B4800,    B9600,    B19200,   B38400,   B57600,   B115200,  B230400,  B460800, B500000, B576000,
    B921600, B1000000, B1152000, B1500000, B2000000, B2500000, B3000000, B3500000, B4000000};

static_assert(speeds.size() == LE_TTY_SPEED_4000000 + 1);

/// The part of the settings that this module cares for. A driver takes over what it can do and keeps silent about the
/// rest, so that only reading back tells.
bool areSame(const termios& left, const termios& right)
{
    constexpr tcflag_t control = CSIZE | CSTOPB | PARENB | PARODD | CRTSCTS;
    constexpr tcflag_t input = IXON | IXOFF | ICRNL | INLCR | IGNCR | ISTRIP | BRKINT | IGNBRK | PARMRK;
    constexpr tcflag_t local = ICANON | ECHO | ECHOE | ISIG | IEXTEN;
    return ((left.c_cflag ^ right.c_cflag) & control) == 0 && ((left.c_iflag ^ right.c_iflag) & input) == 0 &&
           ((left.c_lflag ^ right.c_lflag) & local) == 0 && ((left.c_oflag ^ right.c_oflag) & OPOST) == 0 &&
           cfgetispeed(&left) == cfgetispeed(&right) && cfgetospeed(&left) == cfgetospeed(&right);
}

le_result_t change(int fd, const std::function<void(termios&)>& apply)
{
    termios wanted = {};
    termios there = {};
    if (tcgetattr(fd, &wanted) != 0)
    {
        LE_ERROR("Cannot read the settings of a serial line: %m.");
        return LE_FAULT;
    }
    apply(wanted);
    int result = 0;
    do
    {
        result = tcsetattr(fd, TCSANOW, &wanted);
    } while (result != 0 && errno == EINTR);
    if (result != 0 && errno == EINVAL)
    {
        return LE_UNSUPPORTED;
    }
    if (result != 0 || tcgetattr(fd, &there) != 0)
    {
        LE_ERROR("Cannot change the settings of a serial line: %m.");
        return LE_FAULT;
    }
    return areSame(wanted, there) ? LE_OK : LE_UNSUPPORTED;
}

bool findSpeed(speed_t speed, tty_Speed_t& found)
{
    const auto* position = std::find(speeds.begin(), speeds.end(), speed);
    found = static_cast<tty_Speed_t>(position - speeds.begin());
    return position != speeds.end();
}

/// What the caller gave for an enum: in C that may be any number, which none of the enum's type may hold in C++.
template <typename Enum>
unsigned numberOf(const Enum& given)
{
    unsigned number = 0;
    static_assert(sizeof(number) == sizeof(given));
    std::memcpy(&number, &given, sizeof(number));
    return number;
}

}  // namespace

int le_tty_Open(const char* ttyDev, int flags)
{
    int fd = -1;
    do
    {
        fd = open(ttyDev, flags | O_CLOEXEC);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0)
    {
        LE_ERROR("Cannot open serial line '%s': %m.", ttyDev);
        return -1;
    }
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    struct stat status = {};
    const bool isDevice = fstat(fd, &status) == 0 && S_ISCHR(status.st_mode);
    if (!isDevice || fcntl(fd, F_SETLK, &lock) != 0)
    {
        const int reason = isDevice ? errno : ENOTTY;
        close(fd);
        errno = reason;
        LE_ERROR("Cannot take serial line '%s': %m.", ttyDev);
        errno = reason;
        return -1;
    }
    return fd;
}

void le_tty_Close(int fd)
{
    LE_CRIT_IF(close(fd) != 0, "Cannot close descriptor %d: %m.", fd);
}

le_result_t le_tty_SetBaudRate(int fd, tty_Speed_t ttyRate)
{
    const size_t index = numberOf(ttyRate);
    if (index >= speeds.size())
    {
        return LE_NOT_FOUND;
    }
    return change(fd,
                  [&](termios& settings)
                  {
                      cfsetispeed(&settings, speeds[index]);
                      cfsetospeed(&settings, speeds[index]);
                  });
}

le_result_t le_tty_GetBaudRate(int fd, tty_Speed_t* ttyInRatePtr, tty_Speed_t* ttyOutRatePtr)
{
    termios settings = {};
    if (tcgetattr(fd, &settings) != 0)
    {
        LE_ERROR("Cannot read the settings of a serial line: %m.");
        return LE_FAULT;
    }
    const bool areKnown =
        findSpeed(cfgetispeed(&settings), *ttyInRatePtr) && findSpeed(cfgetospeed(&settings), *ttyOutRatePtr);
    return areKnown ? LE_OK : LE_NOT_FOUND;
}

le_result_t le_tty_SetFraming(int fd, char parity, int wordSize, int stopBits)
{
    constexpr std::array<tcflag_t, 4> sizes = {CS5, CS6, CS7, CS8};
    const bool isKnown = (parity == 'N' || parity == 'O' || parity == 'E') && wordSize >= 5 && wordSize <= 8 &&
                         (stopBits == 1 || stopBits == 2);
    if (!isKnown)
    {
        return LE_NOT_FOUND;
    }
    return change(fd,
                  [&](termios& settings)
                  {
                      settings.c_cflag &= ~static_cast<tcflag_t>(PARENB | PARODD | CSIZE | CSTOPB);
                      settings.c_cflag |= sizes[static_cast<size_t>(wordSize - 5)] | (parity == 'N' ? 0 : PARENB) |
                                          (parity == 'O' ? PARODD : 0) | (stopBits == 2 ? CSTOPB : 0);
                  });
}

le_result_t le_tty_SetFlowControl(int fd, tty_FlowControl_t ttyFlowControl)
{
    if (numberOf(ttyFlowControl) > LE_TTY_FLOW_CONTROL_HARDWARE)
    {
        return LE_NOT_FOUND;
    }
    return change(fd,
                  [&](termios& settings)
                  {
                      settings.c_iflag &= ~static_cast<tcflag_t>(IXON | IXOFF | IXANY);
                      settings.c_cflag &= ~static_cast<tcflag_t>(CRTSCTS);
                      settings.c_iflag |= ttyFlowControl == LE_TTY_FLOW_CONTROL_XON_XOFF ? IXON | IXOFF : 0;
                      settings.c_cflag |= ttyFlowControl == LE_TTY_FLOW_CONTROL_HARDWARE ? CRTSCTS : 0;
                  });
}

le_result_t le_tty_SetCanonical(int fd)
{
    return change(fd,
                  [](termios& settings)
                  {
                      settings.c_iflag |= BRKINT | ICRNL;
                      settings.c_oflag |= OPOST;
                      settings.c_lflag |= ICANON | ECHO | ECHOE | ISIG | IEXTEN;
                      // VMIN and VTIME share their places with these.
                      settings.c_cc[VEOF] = 4;
                      settings.c_cc[VEOL] = 0;
                  });
}

le_result_t le_tty_SetRaw(int fd, int numChars, int timeout)
{
    if (numChars < 0 || numChars > 255 || timeout < 0 || timeout > 255)
    {
        return LE_NOT_FOUND;
    }
    return change(fd,
                  [&](termios& settings)
                  {
                      // cfmakeraw() would set eight bits without parity too, which is le_tty_SetFraming()'s business.
                      settings.c_iflag &=
                          ~static_cast<tcflag_t>(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL);
                      settings.c_oflag &= ~static_cast<tcflag_t>(OPOST);
                      settings.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHOE | ECHONL | ICANON | ISIG | IEXTEN);
                      settings.c_cc[VMIN] = static_cast<cc_t>(numChars);
                      settings.c_cc[VTIME] = static_cast<cc_t>(timeout);
                  });
}
