// packtool PLAN PACK: makes a pack as a plan says. A step of build.ninja; an unchanged pack keeps its time, so that
// nothing that depends on it is made again.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <exception>
#include <string>

#include "grammar/world.h"
#include "mkapp/pack_plan.h"
#include "runtime/formats/pack.h"

using namespace ligature;

namespace
{

void write(const mkapp::PackPlan& plan, const std::string& path)
{
    if (const auto* app = std::get_if<formats::AppManifest>(&plan.manifest))
    {
        formats::writeAppPack(*app, plan.sources, path);
    }
    else
    {
        formats::writeSystemPack(std::get<formats::SystemManifest>(plan.manifest), plan.sources, plan.appPacks, path);
    }
}

bool sameContent(const std::string& first, const std::string& second)
{
    struct stat a, b;
    return ::stat(first.c_str(), &a) == 0 && ::stat(second.c_str(), &b) == 0 && a.st_size == b.st_size &&
           formats::hashFile(first) == formats::hashFile(second);
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
    {
        std::fprintf(stderr, "usage: packtool PLAN PACK\n");
        return 2;
    }
    const std::string planPath = argv[1];
    const std::string packPath = argv[2];
    const std::string newPath = packPath + ".new";
    try
    {
        DiskWorld world;
        const std::optional<std::string> text = world.readFile(planPath);
        if (!text)
        {
            throw formats::FormatError("cannot read '" + planPath + "'");
        }
        write(mkapp::readPackPlan(*text), newPath);
        if (sameContent(packPath, newPath))
        {
            ::unlink(newPath.c_str());
        }
        else if (::rename(newPath.c_str(), packPath.c_str()) != 0)
        {
            throw formats::FormatError("cannot write '" + packPath + "': " + std::strerror(errno));
        }
        return 0;
    }
    catch (const std::exception& error)
    {
        ::unlink(newPath.c_str());
        std::fprintf(stderr, "packtool: %s\n", error.what());
        return 1;
    }
}
