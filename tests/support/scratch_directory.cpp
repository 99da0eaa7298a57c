#include "tests/support/scratch_directory.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace ligature::test
{

ScratchDirectory::ScratchDirectory()
{
    path_ = (std::filesystem::temp_directory_path() / "ligature.XXXXXX").string();
    if (mkdtemp(path_.data()) == nullptr || chmod(path_.c_str(), 0755) != 0)
    {
        throw std::runtime_error("cannot make a scratch directory " + path_);
    }
}

ScratchDirectory::~ScratchDirectory()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string ScratchDirectory::write(const std::string& name, const std::string& text) const
{
    const std::filesystem::path file = std::filesystem::path(path_) / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary);
    if (!(stream << text).flush())
    {
        throw std::runtime_error("cannot write " + file.string());
    }
    return file.string();
}

std::string readText(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
    {
        throw std::runtime_error("cannot read " + path);
    }
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace ligature::test
