#include "runtime/formats/trace_folder.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "runtime/formats/files.h"
#include "runtime/formats/trace.h"

namespace ligature::formats
{

void makeTraceFolder(const std::string& folder)
{
    const std::string path = folder + "/" + trace::kFolder;
    if ((::mkdir(path.c_str(), 0711) != 0 && errno != EEXIST) || ::chmod(path.c_str(), 0711) != 0)
    {
        throwSystemError("cannot make", path);
    }
    const std::string file = path + "/" + trace::kSwitchFile;
    const UniqueFd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (!fd || ::fchmod(fd.get(), 0644) != 0)
    {
        throwSystemError("cannot make", file);
    }
    struct stat status
    {
    };
    if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
    {
        throw FormatError(file + " is in the way of a file");
    }
    // Never shorter: who has it mapped would be killed.
    if (status.st_size < static_cast<off_t>(trace::kSwitchSize) && ::ftruncate(fd.get(), trace::kSwitchSize) != 0)
    {
        throwSystemError("cannot make", file);
    }
}

}  // namespace ligature::formats
