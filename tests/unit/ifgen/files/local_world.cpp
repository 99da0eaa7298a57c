#include "tests/unit/ifgen/files/fixture.h"

namespace ligature::test
{

namespace
{

le_msg_LocalService_t Service;  // stays as long as the process

}  // namespace

struct FilesWorld::Joint
{
};

FilesWorld::FilesWorld()
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

FilesWorld::~FilesWorld() = default;

}  // namespace ligature::test
