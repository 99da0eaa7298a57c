// Client and server joined by a Service Directory.
#include "errand_server.h"
#include "tests/unit/ifgen/optional/fixture.h"

namespace ligature::test
{

JoinedWorld::JoinedWorld() : directory(std::make_unique<DirectoryProcess>())
{
    setenv("LIGATURE_SERVICE_DIRECTORY", directory->userSocket().c_str(), 1);
    directory->bind("boss", "errand");
    server.run(errand_AdvertiseService);
}

}  // namespace ligature::test
