#include "tests/unit/ifgen/files/fixture.h"

namespace ligature::test
{

JoinedWorld::JoinedWorld() : directory(std::make_unique<DirectoryProcess>())
{
    setenv("LIGATURE_SERVICE_DIRECTORY", directory->userSocket().c_str(), 1);
    directory->bind("post", "parcel");
    server.run(parcel_AdvertiseService);
}

}  // namespace ligature::test
