// A system of some apps, for tests of what a `.sdef` may say about them.
#pragma once

#include <memory>
#include <string>

#include "mksys/modeller.h"
#include "tests/unit/mkapp_model/workbench.h"

namespace ligature::test
{

/// Apps: `blinker` needs `led` (external); `pin21` and `pin22` serve it; `other` serves `lamp`, which has another api.
class SystemBench : public Workbench
{
public:
    SystemBench()
    {
        file("led.api", api()).file("lamp.api", api("Light"));
        component("ledBlinker", "requires: { api: { led.api } }\n");
        component("gpioPin", "provides: { api: { led.api } }\n");
        component("lampServer", "provides: { api: { lamp.api } }\n");
        file("blinker.adef", "executables: { blink = ( ledBlinker ) }\nextern: { blink.ledBlinker.led }\n");
        file("pin21.adef", "executables: { pin = ( gpioPin ) }\nextern: { pin.gpioPin.led }\n");
        file("pin22.adef", "executables: { pin = ( gpioPin ) }\nextern: { pin.gpioPin.led }\n");
        file("hasty.adef", "processes: { priority: high }\n");
        file("other.adef", "executables: { o = ( lampServer ) }\nextern: { o.lampServer.lamp }\n");
    }

    std::unique_ptr<mksys::System> system(const std::string& text)
    {
        file("s.sdef", text);
        auto system = mksys::modelSystem(context, "s.sdef");
        if (system != nullptr)
        {
            mksys::checkSystem(*system, diagnostics);
        }
        return system;
    }
};

}  // namespace ligature::test
