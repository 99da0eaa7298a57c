// Descriptors on their way through a socket.
#pragma once

#include <sys/socket.h>

#include <cstring>
#include <string>
#include <vector>

namespace ligature::test
{

/// Sends a datagram with descriptors, which stay the caller's. It is lost if the socket does not take it at once.
inline void sendWithDescriptors(int socket, const std::string& bytes, const std::vector<int>& fds)
{
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    std::vector<char> space(CMSG_SPACE(sizeof(int) * fds.size()));
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (!fds.empty())
    {
        header.msg_control = space.data();
        header.msg_controllen = space.size();
        cmsghdr* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int) * fds.size());
        std::memcpy(CMSG_DATA(rights), fds.data(), sizeof(int) * fds.size());
    }
    ::sendmsg(socket, &header, MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace ligature::test
