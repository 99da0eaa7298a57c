// Client and server joined by a local service. No Service Directory runs.
#include "errand_server.h"
#include "tests/unit/ifgen/optional/fixture.h"

namespace ligature::test
{

namespace
{

le_msg_LocalService_t Service;  // stays as long as the process

}  // namespace

JoinedWorld::JoinedWorld()
{
    server.run(
        []
        {
            errand_InitService(&Service);
            errand_SetServiceRef(&Service);
            errand_AdvertiseService();
        });
    boss_SetBinding(&Service);
}

}  // namespace ligature::test
