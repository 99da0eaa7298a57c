#include "tests/unit/ifgen/files/fixture.h"

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
            parcel_InitService(&Service);
            parcel_SetServiceRef(&Service);
            parcel_AdvertiseService();
        });
    post_SetBinding(&Service);
}

}  // namespace ligature::test
