#include "mksys/codes.h"

namespace ligature::mksys::codes
{

const Code kNoSuchApp{
    "E0600", "missing app",
    R"(An entry of 'apps:' is the path of an .adef file, with or without that suffix. A relative path is
searched in the directory of the .sdef, then in those given by -s and 'appSearch:'.

Bad:
    apps: { apps/metre }

Good:
    apps: { apps/meter }
)"};

const Code kAppTwice{"E0601", "two apps with one name",
                     R"(Apps of a system are told apart by their names, which come from the names of their files: every
character that is no letter or digit counts as '_'.

Bad:
    apps: { meter old/meter }

Good:
    apps: { meter old/meterOld }
)"};

const Code kEmptyApp{"E0602", "app without name",
                     R"(The entry is empty after its variables have been replaced by their values, so it is left out.

Bad:
    apps: { $EXTRA_APP }

Good:
    #if ${EXTRA_APP} = ""
    #else
        apps: { $EXTRA_APP }
    #endif
)"};

const Code kRelativeSearch{
    "E0603", "search directory relative to where the tool is started",
    R"(A relative search directory starts at the directory in which the tool is started, not at that
of the file it stands in. The system can then be built from one directory only.

Bad:
    interfaceSearch: { interfaces }

Good:
    interfaceSearch: { $CURDIR/interfaces }
)"};

const Code kLoweredPriority{
    "E0604", "priority lowered",
    R"(The app asks for a higher priority than the system allows it with 'maxPriority:'. Its processes
are started with the highest priority allowed.

Bad:
    apps: { meter { maxPriority: low } }      (meter.adef: processes: { priority: high ... })

Good:
    apps: { meter { maxPriority: high } }
)"};

const Code kUnknownApp{"E0610", "unknown app",
                       R"(Bindings and commands name apps that are listed under 'apps:'.

Bad:
    apps: { meter ledService }
    bindings: { meter.led -> ledServise.led }

Good:
    apps: { meter ledService }
    bindings: { meter.led -> ledService.led }
)"};

const Code kUnknownInterface{
    "E0611", "interface that is not external",
    R"(A system sees those interfaces of an app that are listed under 'extern:' in its .adef, by the
names that they have there. Client interfaces that are not external can be named with executable and component.

Bad:
    bindings: { meter.led -> ledService.lamp }

Good:
    bindings: { meter.led -> ledService.led }
    bindings: { meter.meterExe.meterComponent.led -> ledService.led }
)"};

const Code kUserBoundTwice{"E0612", "interface of a user bound twice",
                           R"(A client interface has one server.

Bad:
    bindings: { <root>.led -> left.led
                <root>.led -> right.led }

Good:
    bindings: { <root>.led -> left.led }
)"};

const Code kCommandTwice{"E0613", "two commands with one name",
                         R"(Commands are told apart by their names.

Bad:
    commands: { show = meter:/bin/show show = clock:/bin/show }

Good:
    commands: { showMeter = meter:/bin/show showClock = clock:/bin/show }
)"};

const Code kCommandPath{"E0614", "command that is no absolute path inside the app",
                        R"(The path of a command starts at the root of the app's own files.

Bad:
    commands: { show = meter:bin/show }

Good:
    commands: { show = meter:/bin/show }
)"};

const Code kUnbound{
    "E0620", "client interface without server",
    R"(Every client interface of every app of a system is bound to a server, in the .adef or in the .sdef,
unless its component declares it [optional].

Bad:
    apps: { meter ledService }

Good:
    apps: { meter ledService }
    bindings: { meter.led -> ledService.led }
)"};

const Code kDifferentApis{
    "E0621", "client and server with different apis",
    R"(Client and server understand each other only if their .api files say the same: functions, types
and their order; comments and layout do not count. A session between these two would never open.

Bad:
    bindings: { meter.led -> ledService.lamp }

Good:
    bindings: { meter.led -> ledService.led }

Often two copies of one .api file have drifted apart: keep one and point 'interfaceSearch:' at it.
)"};

const Code kRunGroups{"E0622", "client and server in different run groups",
                      R"(Apps of different run groups never run at the same time, so one cannot serve the other.

Bad:
    apps: { meter { runGroup: 2 } ledService { runGroup: 3 } }

Good:
    apps: { meter { runGroup: 2 } ledService { runGroup: 2 } }
)"};

}  // namespace ligature::mksys::codes

namespace ligature::mksys
{

const std::vector<const Code*>& mksysCodes()
{
    using namespace codes;
    static const std::vector<const Code*> all = {
        &kNoSuchApp,  &kAppTwice,         &kEmptyApp,       &kRelativeSearch, &kLoweredPriority,
        &kUnknownApp, &kUnknownInterface, &kUserBoundTwice, &kCommandTwice,   &kCommandPath,
        &kUnbound,    &kDifferentApis,    &kRunGroups,
    };
    return all;
}

}  // namespace ligature::mksys
