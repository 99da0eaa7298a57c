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
    std::vector<std::string> rest;
    tools::addCommonOptions(app, root);
    app.add_flag("-f,--follow", follow, "go on with new lines until interrupted");
    app.add_option("APP", name, "only the lines of this app");
    app.add_option("ARGUMENTS", rest, "of a command")->group("");
    app.footer("Examples:\n  log                 all lines\n  log -f ledBlinker   the lines of one app, and new ones");
    return tools::runTool(app, argc, argv, root,
                          [&](const formats::TargetLayout& layout)
                          {
                              // The original's commands on levels and traces; no app is likely to be called like one.
                              for (const char* command : {"list", "level", "trace", "stoptrace", "forget"})
                              {
                                  if (name == command && (!rest.empty() || name == "list"))
                                  {
                                      std::fprintf(stderr, "log: '%s' is not supported yet\n", command);
                                      return 1;
                                  }
                              }
                              if (!rest.empty())
                              {
                                  std::fprintf(stderr, "log: too many arguments; see log --help\n");
                                  return 2;
                              }
                              return tools::showLog(layout, name, follow);
                          });
}
