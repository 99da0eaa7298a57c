// Opening a session: asking the Service Directory until it joins the connection to the server.
#include <unistd.h>

#include <cerrno>

#include "runtime/formats/unique_fd.h"
#include "runtime/lib/messaging/client.h"
#include "runtime/lib/messaging/directory_client.h"
#include "runtime/lib/messaging/local.h"
#include "runtime/lib/messaging/outgoing.h"

namespace ligature::messaging
{

namespace
{

using directory::Kind;
using directory::Reply;
using directory::Result;

/// How often a try is repeated when the directory goes away before it has answered, and how long after.
constexpr int kTries = 3;
constexpr useconds_t kPause = 10'000;  ///< microseconds

void checkMayOpen(le_msg_SessionRef_t session)
{
    checkSession(session);
    LE_FATAL_IF(session->side != Side::Client, "Session '%s': this is for the client's side only.",
                session->interface.name);
    checkOwner(*session);
    LE_FATAL_IF(session->state != State::Closed, "Session '%s' is %s already.", session->interface.name,
                session->state == State::Opening ? "being opened" : "open");
}

[[noreturn]] void failUnreachable(const le_msg_Session& session)
{
    LE_FATAL("Session '%s' cannot be opened: the Service Directory is not reachable (%m).", session.interface.name);
}

[[noreturn]] void failRefused(const le_msg_Session& session, const Reply& reply)
{
    const auto result = static_cast<Result>(reply.result);
    const auto own = formats::parseVersionedProtocolId(session.interface.protocol->id);
    if (result == Result::Fault && own && reply.server.newestVersion != 0)
    {
        const formats::VersionRange server{reply.server.oldestVersion, reply.server.newestVersion};
        LE_FATAL_IF(!formats::haveCommonVersion(own->versions, server),
                    "Session '%s' cannot be opened: no version of '%.*s' in common (%s).", session.interface.name,
                    static_cast<int>(own->name.size()), own->name.data(),
                    formats::describeVersions(own->versions, server).c_str());
    }
    LE_FATAL("Session '%s' cannot be opened: %s.", session.interface.name, describeRefusal(reply));
}

void tellThatItWaits(const le_msg_Session& session, const Reply& notice)
{
    switch (static_cast<Result>(notice.result))
    {
        case Result::NotPermitted:
            LE_WARN("Session '%s' waits: it is not bound to a server.", session.interface.name);
            break;
        case Result::Unavailable:
            LE_WARN("Session '%s' waits: it is bound, but its server does not offer the service yet.",
                    session.interface.name);
            break;
        default:
            LE_WARN("Session '%s' waits: its server has not taken it yet.", session.interface.name);
            break;
    }
}

void onAnswer(event::FdWatcher& watcher, uint32_t events);

/// Asks, and waits for the answer in the event loop.
void ask(le_msg_Session& session)
{
    const int fd = askDirectory(Kind::Open, session.interface, 0);
    if (fd < 0)
    {
        failUnreachable(session);
    }
    session.fd = fd;
    session.state = State::Opening;
    LE_FATAL_IF(event::startWatching(session.watcher, fd, EPOLLIN, onAnswer) != 0, "Session '%s' cannot be watched.",
                session.interface.name);
}

void onAnswer(event::FdWatcher& watcher, uint32_t)
{
    auto& session =
        *reinterpret_cast<le_msg_Session*>(reinterpret_cast<char*>(&watcher) - offsetof(le_msg_Session, watcher));
    Reply reply;
    const ReplyStatus status = receiveReply(session.fd, false, reply);
    if (status == ReplyStatus::Empty)
    {
        return;
    }
    if (status == ReplyStatus::Notice)
    {
        tellThatItWaits(session, reply);
        return;
    }
    event::stopWatching(session.watcher);
    if (status == ReplyStatus::Lost)
    {
        formats::closeWhole(session.fd);
        session.fd = -1;
        ::usleep(kPause);
        ask(session);
        return;
    }
    if (static_cast<Result>(reply.result) != Result::Ok)
    {
        failRefused(session, reply);
    }
    beginSession(session, session.fd, reply);
    if (session.openCallback != nullptr)
    {
        session.openCallback(&session, session.openContext);
    }
}

struct Outcome
{
    enum
    {
        Answered,
        Unreachable,
        Lost
    } what;
    Reply reply{};
    Result result() const { return static_cast<Result>(reply.result); }
};

/// Asks and blocks until there is an answer; opens the session if it is Ok.
Outcome askAndWait(le_msg_Session& session, Kind kind)
{
    sendAllGathered();
    formats::UniqueFd fd(askDirectory(kind, session.interface, 0));
    if (fd.get() < 0)
    {
        return {Outcome::Unreachable};
    }
    Reply reply;
    ReplyStatus status = receiveReply(fd.get(), true, reply);
    for (; status == ReplyStatus::Notice; status = receiveReply(fd.get(), true, reply))
    {
        tellThatItWaits(session, reply);
    }
    if (status != ReplyStatus::Done)
    {
        return {Outcome::Lost};
    }
    if (static_cast<Result>(reply.result) == Result::Ok)
    {
        beginSession(session, fd.release(), reply);
    }
    return {Outcome::Answered, reply};
}

}  // namespace

}  // namespace ligature::messaging

using namespace ligature::messaging;

void le_msg_OpenSession(le_msg_SessionRef_t sessionRef, le_msg_SessionEventHandler_t callbackFunc, void* contextPtr)
{
    if (LocalSession* local = toLocal(sessionRef))
    {
        openLocal(*local, true);
        if (callbackFunc != nullptr)
        {
            callbackFunc(sessionRef, contextPtr);
        }
        return;
    }
    checkMayOpen(sessionRef);
    sessionRef->openCallback = callbackFunc;
    sessionRef->openContext = contextPtr;
    ask(*sessionRef);
}

void le_msg_OpenSessionSync(le_msg_SessionRef_t sessionRef)
{
    if (LocalSession* local = toLocal(sessionRef))
    {
        openLocal(*local, true);
        return;
    }
    checkMayOpen(sessionRef);
    for (;;)
    {
        const Outcome outcome = askAndWait(*sessionRef, Kind::Open);
        if (outcome.what == Outcome::Unreachable)
        {
            failUnreachable(*sessionRef);
        }
        if (outcome.what == Outcome::Answered)
        {
            if (outcome.result() != Result::Ok)
            {
                failRefused(*sessionRef, outcome.reply);
            }
            return;
        }
        ::usleep(kPause);
    }
}

le_result_t le_msg_TryOpenSessionSync(le_msg_SessionRef_t sessionRef)
{
    if (sessionRef == nullptr)
    {
        return LE_NOT_PERMITTED;  // what le_msg_CreateLocalSession() gives for a service that is not bound
    }
    if (LocalSession* local = toLocal(sessionRef))
    {
        return openLocal(*local, false) ? LE_OK : LE_UNAVAILABLE;
    }
    checkMayOpen(sessionRef);
    for (int i = 0; i < kTries; ++i)
    {
        const Outcome outcome = askAndWait(*sessionRef, Kind::TryOpen);
        if (outcome.what == Outcome::Unreachable)
        {
            return LE_COMM_ERROR;
        }
        if (outcome.what == Outcome::Answered)
        {
            switch (outcome.result())
            {
                case Result::Ok:
                    return LE_OK;
                case Result::Unavailable:
                    return LE_UNAVAILABLE;
                case Result::NotPermitted:
                    return LE_NOT_PERMITTED;
                case Result::Busy:
                    return LE_COMM_ERROR;
                case Result::Fault:
                case Result::Duplicate:
                case Result::Unsupported:
                    break;
            }
            failRefused(*sessionRef, outcome.reply);
        }
        ::usleep(kPause);
    }
    return LE_COMM_ERROR;
}
