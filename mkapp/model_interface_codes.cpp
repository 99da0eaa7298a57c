// Codes of interfaces, bindings and the app as a whole: E0350 to E0399.
#include "mkapp/codes.h"

namespace ligature::mkapp::codes
{

const Code kUnknownExecutable{
    "E0350", "unknown executable",
    R"(The first of three names in a binding or an external interface is an executable of the app.

Bad:
    executables: { meter = ( meterComponent ) }
    bindings: { mater.meterComponent.led -> ledService.led }

Good:
    executables: { meter = ( meterComponent ) }
    bindings: { meter.meterComponent.led -> ledService.led }
)"};

const Code kUnknownComponent{"E0351", "component that is not in the executable",
                             R"(The second of three names in a binding or an external interface is a component of the
executable, or one that these require.

Bad:
    executables: { meter = ( meterComponent ) }
    bindings: { meter.meterComp.led -> ledService.led }

Good:
    executables: { meter = ( meterComponent ) }
    bindings: { meter.meterComponent.led -> ledService.led }
)"};

const Code kUnknownInterface{
    "E0352", "unknown interface",
    R"(The left side of a binding ends with a client interface ('requires: api:'), the right side
with a server interface ('provides: api:'). An interface with an alias is named by the alias. An app is named by its own
interfaces only if they are external.

Bad:
    bindings: { meter.meterComponent.ledd -> ledService.led }

Good:
    bindings: { meter.meterComponent.led -> ledService.led }
)"};

const Code kBoundTwice{"E0353", "interface bound twice",
                       R"(A client interface has one server.

Bad:
    bindings:
    {
        meter.meterComponent.led -> ledService.left
        meter.meterComponent.led -> ledService.right
    }

Good:
    bindings:
    {
        meter.meterComponent.led -> ledService.left
    }
)"};

const Code kExternNameTwice{"E0354", "two external interfaces with one name",
                            R"(Other apps know an external interface by its name, which is that of the interface unless
another is given.

Bad:
    extern: { meter.input.led meter.output.led }

Good:
    extern: { inputLed = meter.input.led outputLed = meter.output.led }
)"};

const Code kExternTwice{"E0355", "interface made external twice",
                        R"(An interface has one name for other apps.

Bad:
    extern: { meter.input.led led2 = meter.input.led }

Good:
    extern: { meter.input.led }
)"};

const Code kUndeclaredWildcard{
    "E0356", "pre-built interface that is not declared",
    R"(A binding '*.name' is for an interface of a program that was built elsewhere. Without a
declaration its api is not known and cannot be compared with the server's.

Bad:
    bindings: { *.led -> ledService.led }

Good:
    extern: { requires: { led.api } }
    bindings: { *.led -> ledService.led }
)"};

const Code kDirectServers{
    "E0357", "direct server that cannot serve its executable",
    R"(The clients of a [direct] server's api in its own executable call it without messages. There is
only one such server of an api in an executable. It starts before its clients wherever it is listed; two components
that are each other's [direct] servers have no order in which they could start. A system cannot bind these clients to
another server: they have no session.

Bad:
    executables: { meter = ( client fastServer slowServer ) }       // both provide led.api [direct]

Good:
    executables: { meter = ( client fastServer ) }
)"};

const Code kDirectAsync{
    "E0358", "asynchronous client of a direct server",
    R"(A client with [async] sends its calls as messages and gets the answers later. A [direct] server of
its executable is called as a plain function instead: there is no message, and no answer that could come later.

Bad:
    executables: { meter = ( client server ) }      (client requires led.api [async], server provides led.api [direct])

Good:
    executables: { meter = ( client ) lamps = ( server ) }
    bindings: { meter.client.led -> lamps.server.led }
)"};

const Code kUnbound{
    "E0370", "client interface without server",
    R"(Every client interface of an app is bound to a server, or made external so that the system can bind it,
or declared [optional] by its component.

Bad:
    executables: { meter = ( meterComponent ) }

Good:
    executables: { meter = ( meterComponent ) }
    bindings: { meter.meterComponent.led -> ledService.led }
)"};

const Code kDifferentApis{
    "E0371", "client and server with different apis",
    R"(Client and server understand each other only if their .api files say the same: functions, types
and their order; comments and layout do not count. A session between these two would never open.

Bad:
    bindings: { meter.input.led -> meter.lamp.lamp }

Good:
    bindings: { meter.input.led -> meter.lamp.led }

Often two copies of one .api file have drifted apart: keep one and point 'interfaceSearch:' or -i at it.
)"};

const Code kNoCommonVersion{
    "E0374", "client and server without a common version",
    R"(A client and a server of an api with versions work together when there is a version that both speak,
from SERVING_VERSION to API_VERSION of the .api file each was built with. These two have none in common: the
session would be refused when it opens.

Bad:
    bindings: { meter.input.led -> meter.lamp.led }      (led.api of the client: version 4 to 6, of the server: 1 to 3)

Good:
    bindings: { meter.input.led -> meter.lamp.led }      (led.api of the client: version 4 to 6, of the server: 2 to 4)
)"};

const Code kVersionOfTwoMeanings{
    "E0375", "one version with two meanings",
    R"(Client and server have a version in common, but their .api files do not mean the same by it: a message id
stands for another function or other parameters, a function that an old client calls is gone, or something is new
although API_VERSION is not.

Bad:
    API_VERSION = 3; SERVING_VERSION = 1; FUNCTION Set(uint8 level) = 1;      (the client's file)
    API_VERSION = 3; SERVING_VERSION = 1; FUNCTION Set(uint16 level) = 1;     (the server's file)

Good:
    API_VERSION = 3; SERVING_VERSION = 1; FUNCTION Set(uint8 level) = 1;
    API_VERSION = 4; SERVING_VERSION = 1; FUNCTION Set(uint8 level) = 1; FUNCTION SetWide(uint16 level) = 2;
)"};

const Code kComponentNameTwice{
    "E0372", "two components with one name in an app",
    R"(A component is called like its directory. The library, the log messages and the C symbols of
two components with one name would collide.

Bad:
    executables: { meter = ( left/driver right/driver ) }

Good:
    executables: { meter = ( left/leftDriver right/rightDriver ) }
)"};

const Code kDestinationTwice{
    "E0373", "two files for one place",
    R"(Two components bundle different files to the same place, or a file to where another needs a
directory or an executable stands. What the app itself bundles replaces what its components bundle to the same place.

Bad:
    bundles: { file: { a.json /config b.json /config/b.json } }

Good:
    bundles: { file: { a.json /config/a.json b.json /config/b.json } }
)"};

}  // namespace ligature::mkapp::codes
