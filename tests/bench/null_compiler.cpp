// Takes the arguments of gcc, makes the output file and the dependency file, compiles nothing.
#include <cstdio>
#include <cstring>
#include <string>

int main(int argc, char** argv)
{
    std::string output;
    std::string dependencies;
    for (int i = 1; i < argc; ++i)
    {
        if (std::strcmp(argv[i], "--print-sysroot") == 0)
        {
            return 0;
        }
        if (std::strcmp(argv[i], "-o") == 0 && i + 1 < argc)
        {
            output = argv[++i];
        }
        else if (std::strcmp(argv[i], "-MF") == 0 && i + 1 < argc)
        {
            dependencies = argv[++i];
        }
    }
    if (output.empty())
    {
        return 0;
    }
    for (const auto& [path, text] : {std::pair{output, std::string("nothing\n")}, {dependencies, output + ":\n"}})
    {
        if (path.empty())
        {
            continue;
        }
        FILE* file = std::fopen(path.c_str(), "w");
        if (file == nullptr || std::fputs(text.c_str(), file) < 0 || std::fclose(file) != 0)
        {
            std::perror(path.c_str());
            return 1;
        }
    }
    return 0;
}
