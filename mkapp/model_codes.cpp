// Codes of any file, of components, executables and processes: E0300 to E0349; the list of all.
#include "mkapp/codes.h"

namespace ligature::mkapp::codes
{

const Code kNotSupported{
    "E0300", "not supported yet",
    R"(The section is part of the language and has been understood, but nothing can be made of it yet.
It is refused rather than left out silently.

Bad:
    requires: { kernelModule: { $CURDIR/driver } }

Good:
    requires: { device: { [rw] /dev/driver /dev/ } }

Remove the section, or put it into an #if that is false for builds with this tool.
)"};

const Code kOutOfRange{"E0301", "number out of range",
                       R"(The number is larger than what it counts can be.

Bad:
    pools: { sample = 5000000000 }

Good:
    pools: { sample = 50 }
)"};

const Code kUnknownCapability{"E0302", "unknown capability",
                              R"(The names under 'capability:' are those of capabilities(7), in capital letters.

Bad:
    capability: { CAP_NETADMIN }

Good:
    capability: { CAP_NET_ADMIN }
)"};

const Code kBadPermissions{"E0303", "permissions that cannot be given",
                           R"(The permissions of a file or directory of the target
belong to the target; an app may set them only below /home/root/ and /mnt/flash/.

Bad:
    requires: { file: { [r] /etc/passwd /etc/ } }

Good:
    requires: { file: { /etc/passwd /etc/ } }
)"};

const Code kSetTwice{"E0304", "value set twice",
                     R"(The watchdog of an app has one time-out, one longest time-out and one action.

Bad:
    watchdogTimeout: 500
    watchdogTimeout: 800

Good:
    watchdogTimeout: 800
)"};

const Code kBadName{
    "E0305", "unusable name",
    R"(The names of apps and components come from the names of their files and directories, in which every
character that is no letter or digit becomes '_' and what stands before the first letter is dropped; something must
remain. The name of a process has at most 47 bytes, is not '.' or '..' and contains neither ':' nor '/'.

Bad:
    123.adef
    processes: { run: { a-b.. = ( tool ) } }

Good:
    meter123.adef
    processes: { run: { meter = ( tool ) } }
)"};

const Code kNoSuchFile{
    "E0306", "missing file",
    R"(A file or directory that is to be bundled does not exist. A relative path starts at the directory
of the definition file.

Bad:
    bundles: { file: { confg/meter.json / } }

Good:
    bundles: { file: { config/meter.json / } }

A file that a build command of the component makes need not exist yet, if the component has an 'externalBuild:'.
)"};

const Code kWrongKindOfFile{"E0307", "file where a directory is meant, or the other way round",
                            R"(Files are bundled under 'file:', directories with all that is in them under 'dir:'.

Bad:
    bundles: { file: { html /var/www/ } }

Good:
    bundles: { dir: { html /var/www/ } }
)"};

const Code kBadDirectory{
    "E0308", "directory that cannot be bundled",
    R"(A bundled directory must be readable, must consist of regular files and directories, and must
not lead back to itself through a symbolic link. It may be nested 64 deep and hold 100000 files.

Bad:
    bundles: { dir: { html /var/www/ } }       (html/all is a link to html)

Good:
    bundles: { dir: { html /var/www/ } }       (without that link)
)"};

const Code kBadDestination{"E0309", "destination outside of the app",
                           R"(A destination is a place inside the app or its sandbox.

Bad:
    bundles: { file: { meter.json /../meter.json } }

Good:
    bundles: { file: { meter.json /config/meter.json } }
)"};

const Code kBadRequiredPath{
    "E0310", "path of the target that cannot be required",
    R"(What an app requires of its target is named by an absolute path without '/' at its end. The
directories that hold the framework itself cannot be required: an app that saw them could look into every other app.

Bad:
    requires: { file: { /etc/hosts/ /etc/ }
                dir: { /legato /legato } }

Good:
    requires: { file: { /etc/hosts /etc/ } }
)"};

const Code kConfigTreeTwice{"E0311", "configuration tree required twice",
                            R"(Each configuration tree is listed once, with the permissions that the app needs.
'.' is the app's own tree.

Bad:
    requires: { configTree: { [r] system [w] system } }

Good:
    requires: { configTree: { [rw] system } }
)"};

const Code kNoSuchComponent{
    "E0320", "missing component",
    R"(A component is a directory that holds a file Component.cdef. It is searched in the directory of
the file that mentions it, then in the directories given by -s and 'componentSearch:'.

Bad:
    executables: { meter = ( meterComponnt ) }

Good:
    executables: { meter = ( meterComponent ) }
)"};

const Code kComponentCycle{"E0321", "component that requires itself",
                           R"(Components are initialised after those that they require, so there must be no circle.

Bad:
    a/Component.cdef:   requires: { component: { b } }
    b/Component.cdef:   requires: { component: { a } }

Good:
    a/Component.cdef:   requires: { component: { common } }
    b/Component.cdef:   requires: { component: { common } }

Move what both need into a component of its own.
)"};

const Code kComponentChain{
    "E0331", "too long a chain of components",
    R"(A component may require another that requires another, 500 components long. No design needs more, but a program
that writes definition files may make such a chain by mistake.

Bad:
    part1 requires part2, which requires part3 ... which requires part501

Good:
    all requires part1, part2, part3 ... part501
)"};

const Code kNoSuchApi{
    "E0322", "missing interface file",
    R"(The path of an .api file is absolute, or relative to one of the directories for interfaces, which
are given by -i and 'interfaceSearch:'. The directory of the component is not searched. Since '=' may be part of a file
name, an alias needs a blank before its '='.

Bad:
    requires: { api: { led=blinker/led.api } }

Good:
    requires: { api: { led = blinker/led.api } }
)"};

const Code kNoSuchSource{"E0323", "missing source file",
                         R"(A source file is searched in the directory of its component, then in those given by -s.

Bad:
    sources: { mater.c }

Good:
    sources: { meter.c }
)"};

const Code kUnknownSourceKind{"E0324", "source file of unknown language",
                              R"(The suffix tells the language: .c is C; .cc .cp .cxx .cpp .c++ .C .CC .CPP are C++.

Bad:
    sources: { start.S meter.py }

Good:
    sources: { meter.c }

Other languages can be built by an 'externalBuild:'.
)"};

const Code kSourceTwice{"E0325", "source file listed twice",
                        R"(Each source file is compiled once.

Bad:
    sources: { meter.c log.c meter.c }

Good:
    sources: { meter.c log.c }
)"};

const Code kInterfaceNameTwice{
    "E0326", "two interfaces with one name",
    R"(The name of an interface is the prefix of its C functions, and in capitals that of its constants,
so a component cannot use it twice, not even once as client and once as server, nor in other letters, as led and Led. An
alias gives another name.

Bad:
    requires: { api: { led.api } }
    provides: { api: { led.api } }

Good:
    requires: { api: { nextLed = led.api } }
    provides: { api: { led.api } }
)"};

const Code kMixedContent{"E0327", "component with two kinds of content",
                         R"(A component has source files, or commands that build it, but not both.

Bad:
    sources: { glue.c }
    externalBuild: { "make -C library" }

Good:
    sources: { glue.c }
    requires: { component: { library } }
)"};

const Code kBadLibrary{"E0328", "library whose name does not begin with 'lib'",
                       R"(The linker finds a library x in a file libx.a or libx.so.

Bad:
    requires: { lib: { foo.so } }

Good:
    requires: { lib: { libfoo.so } }
)"};

const Code kPoolTwice{"E0329", "pool sized twice",
                      R"(Each pool of a component is listed once.

Bad:
    pools: { sample = 10 sample = 20 }

Good:
    pools: { sample = 20 }
)"};

const Code kPoolWithoutApi{"E0330", "pool of an unknown interface",
                           R"(The name before the dot is that of a client or server interface of the component.

Bad:
    requires: { api: { led.api } }
    pools: { lamp.Messages = 20 }

Good:
    requires: { api: { led.api } }
    pools: { led.Messages = 20 }
)"};

const Code kNothingAsync{"E0332", "nothing to call asynchronously",
                         R"(A client with [async] may call the functions of its interface without waiting for their
answers. Those that take a handler, and those of an EVENT, always wait: without other functions [async] changes nothing.

Bad:
    requires: { api: { button.api [async] } }      (button.api has only EVENT Pressed)

Good:
    requires: { api: { button.api } }
)"};

const Code kApiNameTwice{
    "E0333", "two interface files of one name",
    R"(The names of the types, constants and messages of an interface in C begin with the name of its file, also
when an alias is given. So among the interfaces of a component, and all that they use, each name stands once, whether in
capitals or not. Copies of one file may be among them.

Bad:
    requires: { api: { old = v1/led.api } }
    provides: { api: { v2/led.api } }

Good:
    requires: { api: { old = v2/led.api } }      (with versions that overlap it works with servers of v1 too)
    provides: { api: { v2/led.api } }

Another way is to rename one of the files, on all sides, or to use each in a component of its own.
)"};

const Code kExecutableTwice{"E0340", "two executables with one name",
                            R"(Executables of an app are told apart by their names.

Bad:
    executables: { meter = ( input ) meter = ( output ) }

Good:
    executables: { meter = ( input output ) }
)"};

const Code kNoSourceCode{
    "E0341", "executable without source code",
    R"(At least one of the components of an executable, or one that they require, must have C or C++
sources.

Bad:
    executables: { meter = ( settings ) }      (settings/Component.cdef has only 'bundles:')

Good:
    executables: { meter = ( meterComponent settings ) }
)"};

const Code kProcessTwice{
    "E0342", "two processes with one name",
    R"(Processes of an app are told apart by their names. A process without a name is called like its
program.

Bad:
    processes: { run: { ( meter -a ) ( /bin/meter -b ) } }

Good:
    processes: { run: { meterA = ( meter -a ) meterB = ( meter -b ) } }
)"};

const Code kUnknownProgram{
    "E0343", "process without program",
    R"(The app neither builds nor bundles a program of this name, but builds one whose name is similar.

Bad:
    executables: { meter = ( meterComponent ) }
    processes: { run: { ( mater ) } }

Good:
    executables: { meter = ( meterComponent ) }
    processes: { run: { ( meter ) } }
)"};

const Code kIgnoredLimit{"E0344", "limit without effect",
                         R"(An app that is not sandboxed has no file system of its own whose size could be limited.

Bad:
    sandboxed: false
    maxFileSystemBytes: 100K

Good:
    sandboxed: false
)"};

}  // namespace ligature::mkapp::codes

namespace ligature::mkapp
{

const std::vector<const Code*>& mkappCodes()
{
    using namespace codes;
    static const std::vector<const Code*> all = {
        &kNotSupported,
        &kOutOfRange,
        &kUnknownCapability,
        &kBadPermissions,
        &kSetTwice,
        &kBadName,
        &kNoSuchFile,
        &kWrongKindOfFile,
        &kBadDirectory,
        &kBadDestination,
        &kBadRequiredPath,
        &kConfigTreeTwice,
        &kNoSuchComponent,
        &kComponentCycle,
        &kComponentChain,
        &kNoSuchApi,
        &kNoSuchSource,
        &kUnknownSourceKind,
        &kSourceTwice,
        &kInterfaceNameTwice,
        &kMixedContent,
        &kBadLibrary,
        &kPoolTwice,
        &kPoolWithoutApi,
        &kNothingAsync,
        &kApiNameTwice,
        &kExecutableTwice,
        &kNoSourceCode,
        &kProcessTwice,
        &kUnknownProgram,
        &kIgnoredLimit,
        &kUnknownExecutable,
        &kUnknownComponent,
        &kUnknownInterface,
        &kBoundTwice,
        &kExternNameTwice,
        &kExternTwice,
        &kUndeclaredWildcard,
        &kDirectServers,
        &kDirectAsync,
        &kUnbound,
        &kDifferentApis,
        &kComponentNameTwice,
        &kDestinationTwice,
        &kNoCommonVersion,
        &kVersionOfTwoMeanings,
    };
    return all;
}

}  // namespace ligature::mkapp
