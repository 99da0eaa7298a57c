// An asynchronous server: it gives every output, wanted or not.
#include "tests/unit/ifgen/files/server.h"
#include "tests/unit/messaging/files.h"

using namespace ligature::test;

extern "C" {
void parcel_Swap(parcel_ServerCmdRef_t command, int a, uint32_t gives, int b)
{
    see({a, b});
    const Answer answer = answerTo(gives);
    parcel_SwapRespond(command, LE_OK, answer.x, gives, answer.y);
}

void parcel_Many(parcel_ServerCmdRef_t command, int a, int b, int c, int d, int e, int f, int g, int h)
{
    see({a, b, c, d, e, f, g, h});
    parcel_ManyRespond(command, fileWith("i"), fileWith("j"), fileWith("k"), fileWith("l"), fileWith("m"),
                       fileWith("n"), fileWith("o"), fileWith("p"));
}

void parcel_Report(parcel_ServerCmdRef_t command, uint32_t gives)
{
    report(gives);
    parcel_ReportRespond(command);
}

void parcel_Seen(parcel_ServerCmdRef_t command, size_t)
{
    parcel_SeenRespond(command, seen().c_str());
}
}
