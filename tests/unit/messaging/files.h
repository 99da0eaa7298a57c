// Descriptors that can be told apart by what is in them.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include <gtest/gtest.h>

namespace ligature::test
{

/// A new file with this text.
inline int fileWith(const std::string& text)
{
    const int fd = ::memfd_create("test", MFD_CLOEXEC);
    EXPECT_EQ(::pwrite(fd, text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
    return fd;
}

/// The text of a file, which is closed; "-" for none.
inline std::string takeText(int fd)
{
    if (fd < 0)
    {
        return "-";
    }
    char text[64];
    const ssize_t size = ::pread(fd, text, sizeof(text), 0);
    EXPECT_GE(size, 0) << fd;
    EXPECT_EQ(::close(fd), 0);
    return {text, static_cast<size_t>(size < 0 ? 0 : size)};
}

}  // namespace ligature::test
