// log: what apps have logged and printed.
#include <cstdio>

#include "runtime/tools/target/log_reader.h"
#include "runtime/tools/target/target.h"

int main(int argc, char** argv)
{
    using namespace ligature;
    CLI::App app("Shows what apps and the framework have logged and printed.", "log");
    std::string root;
    std::string name;
    bool follow = false;
    tools::addCommonOptions(app, root);
    app.add_flag("-f,--follow", follow, "go on with new lines until interrupted");
    app.add_option("APP", name, "only the lines of this app");
    app.allow_extras();
    app.footer("Examples:\n  log                 all lines\n  log -f ledBlinker   the lines of one app, and new ones");
    return tools::runTool(app, argc, argv, root,
                          [&](const formats::TargetLayout& layout)
                          {
                              if (!tools::isLogCommand(name) && app.remaining_size() > 0)
                              {
                                  std::fprintf(stderr, "log: unexpected argument '%s'; see log --help\n",
                                               app.remaining().front().c_str());
                                  return 2;
                              }
                              return tools::showLog(layout, name, follow);
                          });
}
