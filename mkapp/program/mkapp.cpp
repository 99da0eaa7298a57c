#include "mkapp/front.h"

int main(int argc, char** argv)
{
    return ligature::mkapp::runFront(ligature::mkapp::Tool::mkapp, "mkapp-generate", argc, argv);
}
