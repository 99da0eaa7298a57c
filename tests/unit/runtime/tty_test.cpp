#include "runtime/include/legato.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <cstdlib>
#include <string>

namespace
{

/// A pseudo terminal: what one end writes the other reads, as on a serial line.
class Tty : public testing::Test
{
protected:
    Tty()
    {
        master_ = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (master_ >= 0 && grantpt(master_) == 0 && unlockpt(master_) == 0)
        {
            name_ = ptsname(master_);
            line_ = le_tty_Open(name_.c_str(), O_RDWR | O_NOCTTY);
        }
    }

    void SetUp() override { ASSERT_GE(line_, 0); }

    ~Tty() override
    {
        if (line_ >= 0)
        {
            le_tty_Close(line_);
        }
        close(master_);
    }

    int master_ = -1;
    int line_ = -1;
    std::string name_;
};

TEST_F(Tty, SpeedsAreSetAndRead)
{
    tty_Speed_t in = LE_TTY_SPEED_0;
    tty_Speed_t out = LE_TTY_SPEED_0;
    for (tty_Speed_t speed : {LE_TTY_SPEED_50, LE_TTY_SPEED_115200, LE_TTY_SPEED_4000000})
    {
        EXPECT_EQ(le_tty_SetBaudRate(line_, speed), LE_OK);
        EXPECT_EQ(le_tty_GetBaudRate(line_, &in, &out), LE_OK);
        EXPECT_EQ(in, speed);
        EXPECT_EQ(out, speed);
    }
    EXPECT_EQ(le_tty_SetBaudRate(line_, static_cast<tty_Speed_t>(31)), LE_NOT_FOUND);
}

TEST_F(Tty, FramingAndFlowControl)
{
    EXPECT_EQ(le_tty_SetFraming(line_, 'N', 8, 2), LE_OK);
    termios settings = {};
    ASSERT_EQ(tcgetattr(line_, &settings), 0);
    EXPECT_EQ(settings.c_cflag & (CSIZE | CSTOPB | PARENB), static_cast<tcflag_t>(CS8 | CSTOPB));
    // A pseudo terminal has no parity and no short words, and says so only when asked.
    EXPECT_EQ(le_tty_SetFraming(line_, 'E', 8, 1), LE_UNSUPPORTED);
    EXPECT_EQ(le_tty_SetFraming(line_, 'N', 5, 1), LE_UNSUPPORTED);
    EXPECT_EQ(le_tty_SetFraming(line_, 'X', 8, 1), LE_NOT_FOUND);
    EXPECT_EQ(le_tty_SetFraming(line_, 'N', 9, 1), LE_NOT_FOUND);
    EXPECT_EQ(le_tty_SetFraming(line_, 'N', 8, 3), LE_NOT_FOUND);
    EXPECT_EQ(le_tty_SetFlowControl(line_, LE_TTY_FLOW_CONTROL_XON_XOFF), LE_OK);
    ASSERT_EQ(tcgetattr(line_, &settings), 0);
    EXPECT_EQ(settings.c_iflag & (IXON | IXOFF), static_cast<tcflag_t>(IXON | IXOFF));
    EXPECT_EQ(le_tty_SetFlowControl(line_, LE_TTY_FLOW_CONTROL_HARDWARE), LE_OK);
    EXPECT_EQ(le_tty_SetFlowControl(line_, LE_TTY_FLOW_CONTROL_NONE), LE_OK);
    ASSERT_EQ(tcgetattr(line_, &settings), 0);
    EXPECT_EQ(settings.c_iflag & (IXON | IXOFF), 0u);
    EXPECT_EQ(settings.c_cflag & CRTSCTS, 0u);
    EXPECT_EQ(le_tty_SetFlowControl(line_, static_cast<tty_FlowControl_t>(7)), LE_NOT_FOUND);
}

TEST_F(Tty, RawGivesBytesAndCanonicalGivesLines)
{
    char bytes[10] = {};
    EXPECT_EQ(le_tty_SetRaw(line_, 1, 0), LE_OK);
    ASSERT_EQ(write(master_, "a\r", 2), 2);
    ASSERT_EQ(read(line_, bytes, 1), 1);
    ASSERT_EQ(read(line_, bytes + 1, 1), 1);
    EXPECT_STREQ(bytes, "a\r");
    EXPECT_EQ(le_tty_SetRaw(line_, 0, 0), LE_OK);
    EXPECT_EQ(read(line_, bytes, 1), 0);
    EXPECT_EQ(le_tty_SetRaw(line_, 256, 0), LE_NOT_FOUND);
    EXPECT_EQ(le_tty_SetCanonical(line_), LE_OK);
    ASSERT_EQ(write(master_, "line\r", 5), 5);
    EXPECT_EQ(read(line_, bytes, sizeof bytes), 5);
    EXPECT_EQ(std::string(bytes, 5), "line\n");
}

TEST_F(Tty, OneProcessHasALine)
{
    const pid_t child = fork();
    if (child == 0)
    {
        _exit(le_tty_Open(name_.c_str(), O_RDWR | O_NOCTTY) == -1 && (errno == EAGAIN || errno == EACCES) ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
}

TEST(TtyMistakes, FilesAreNoLines)
{
    char name[] = "/tmp/runtime_test.XXXXXX";
    const int file = mkstemp(name);
    EXPECT_EQ(le_tty_Open(name, O_RDWR), -1);
    EXPECT_EQ(errno, ENOTTY);
    EXPECT_EQ(le_tty_SetBaudRate(file, LE_TTY_SPEED_9600), LE_FAULT);
    EXPECT_EQ(le_tty_SetRaw(file, 0, 0), LE_FAULT);
    close(file);
    unlink(name);
    EXPECT_EQ(le_tty_Open("/nowhere", O_RDWR), -1);
}

}  // namespace
