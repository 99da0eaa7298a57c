// Clients on raw sockets that do what they can to keep a server from its other clients. Each runs as a process of its
// own, without end.
#pragma once

#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::test
{

enum class Attack
{
    Flood,      ///< valid requests whose answers are never read
    Malformed,  ///< nonsense of the right length, on a new session each time
    Truncated,  ///< a datagram too short to be a message, on a new session each time
    ComeAndGo,  ///< sessions opened and closed
};

inline constexpr Attack kAttacks[] = {Attack::Flood, Attack::Malformed, Attack::Truncated, Attack::ComeAndGo};

inline const char* describe(Attack attack)
{
    switch (attack)
    {
        case Attack::Flood:
            return "a flood of requests whose answers are not read";
        case Attack::Malformed:
            return "malformed messages on ever new sessions";
        case Attack::Truncated:
            return "truncated messages on ever new sessions";
        case Attack::ComeAndGo:
            return "sessions opened and closed";
    }
    return "";
}

/// Sends until the session is over; then, or if there is nothing to send, opens the next.
[[noreturn]] inline void attackForEver(Attack attack, const std::string& socket, const directory::Request& request)
{
    const std::string valid("\1\0\0\0some text", 13);
    const std::string malformed(4 + request.maxMessageSize + 1, '\xff');
    for (;;)
    {
        const formats::UniqueFd session = ask(socket, request);
        char answer[64];
        ::recv(session.get(), answer, sizeof(answer), 0);  // the directory's
        switch (attack)
        {
            case Attack::Flood:
                while (::send(session.get(), valid.data(), valid.size(), MSG_NOSIGNAL) > 0)
                {
                }
                break;
            case Attack::Malformed:
                ::send(session.get(), malformed.data(), malformed.size(), MSG_NOSIGNAL);
                ::recv(session.get(), answer, sizeof(answer), 0);
                break;
            case Attack::Truncated:
                ::send(session.get(), valid.data(), 3, MSG_NOSIGNAL);
                ::recv(session.get(), answer, sizeof(answer), 0);
                break;
            case Attack::ComeAndGo:
                break;
        }
    }
}

/// A process that attacks as long as this lives.
class Attacker
{
public:
    /// On processor `processor` alone unless that is -1.
    Attacker(Attack attack, const std::string& socket, const directory::Request& request, int processor = -1)
        : pid_(::fork())
    {
        if (pid_ == 0)
        {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (processor >= 0)
            {
                cpu_set_t one;
                CPU_ZERO(&one);
                CPU_SET(processor, &one);
                ::sched_setaffinity(0, sizeof(one), &one);
            }
            attackForEver(attack, socket, request);
        }
    }
    ~Attacker()
    {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    Attacker(const Attacker&) = delete;
    Attacker& operator=(const Attacker&) = delete;

private:
    pid_t pid_;
};

}  // namespace ligature::test
