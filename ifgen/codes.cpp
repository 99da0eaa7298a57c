#include "ifgen/codes.h"

#include "grammar/api/codes.h"

namespace ligature::ifgen
{

const Code kUnknownType{"E0130", "unknown type", R"(A type must be built in, or declared earlier in the same file, or
declared in a file named by USETYPES and written with that file's name in front.

Bad:
    FUNCTION Configure(int speed);

Good:
    FUNCTION Configure(int32 speed);

Built in: uint8 uint16 uint32 uint64 int8 int16 int32 int64 double bool char size string file le_result_t le_onoff_t.
)"};

const Code kUnknownDefinition{"E0131", "unknown definition", R"(A name in an expression or between brackets must be a
DEFINE that stands earlier in the same file, or one of a file named by USETYPES, written with that file's name in front.

Bad:
    FUNCTION Print(string text[MAX_TEXT]);
    DEFINE MAX_TEXT = 80;

Good:
    DEFINE MAX_TEXT = 80;
    FUNCTION Print(string text[MAX_TEXT]);
)"};

const Code kNotANumber{"E0132", "text where a number is needed",
                       R"(The DEFINE holds a string, and there is no arithmetic
with strings.

Bad:
    DEFINE NAME = "led";
    DEFINE SIZE = NAME + 1;

Good:
    DEFINE LENGTH = 3;
    DEFINE SIZE = LENGTH + 1;
)"};

const Code kDivisionByZero{"E0133", "division by zero", R"(The right side of / is zero.

Bad:
    DEFINE SHARE = 100 / 0;

Good:
    DEFINE SHARE = 100 / 4;
)"};

const Code kOverflow{"E0134", "number too large", R"(A DEFINE must fit 64 bits, signed or unsigned, and what is
computed on the way to it 128 bits.

Bad:
    DEFINE HUGE = 0xFFFFFFFFFFFFFFFF * 2;

Good:
    DEFINE LARGE = 0xFFFFFFFFFFFFFFFF;
)"};

const Code kStringNeedsBound{"E0135", "string without a maximum length", R"(Messages have a known maximum size, so each
string needs one: the number of bytes without terminator.

Bad:
    FUNCTION Print(string text);
    FUNCTION string GetName();

Good:
    FUNCTION Print(string text[80]);
    FUNCTION string[80] GetName();
)"};

const Code kBadBound{"E0136", "bound that cannot be",
                     R"(Between brackets stands a number of bytes or elements, from 0 to
1048576. Handlers and files come one at a time.

Bad:
    FUNCTION Print(string text[-1]);
    FUNCTION Send(file logs[3]);

Good:
    FUNCTION Print(string text[80]);
    FUNCTION Send(file log);
)"};

const Code kHandlerMisplaced{"E0137", "handler in a place where none can be",
                             R"(A handler is an IN parameter of a FUNCTION
or an EVENT. It cannot be returned, be a member of a STRUCT, or be a parameter of another handler.

Bad:
    HANDLER DoneHandler(le_result_t outcome);
    STRUCT Job { DoneHandler done; };

Good:
    HANDLER DoneHandler(le_result_t outcome);
    FUNCTION Start(DoneHandler done);
)"};

const Code kSecondHandler{"E0138", "more than one handler", R"(A FUNCTION or an EVENT has one handler at most.

Bad:
    FUNCTION Start(DoneHandler done, FailHandler failed);

Good:
    FUNCTION Start(DoneHandler done);
)"};

const Code kEventHandler{"E0139", "event without a handler", R"(An EVENT is reported to a handler, so exactly one of its
parameters is one.

Bad:
    EVENT Changed();

Good:
    HANDLER ChangeHandler(bool on);
    EVENT Changed(ChangeHandler handler);
)"};

const Code kRedefinition{"E0140", "second declaration of a name",
                         R"(Types, definitions and functions each have their own
table of names, and a name stands once in a table. An EVENT Changed declares the functions AddChangedHandler and
RemoveChangedHandler and the type ChangedHandler's reference. In C a HANDLER Done is the type DoneFunc_t, which a STRUCT
DoneFunc would be too, and an ENUM Mode is Mode_t, which a FUNCTION Mode_t would be called too. A type Mode of units_x.api
has in C the name of a type x_Mode of units.api, so one file cannot use both.

Bad:
    DEFINE SIZE = 1;
    DEFINE SIZE = 2;

Good:
    DEFINE SIZE = 1;
    DEFINE LARGE_SIZE = 2;
)"};

const Code kDuplicateValue{"E0141", "value used twice", R"(Two elements of one ENUM or BITMASK have the same value.

Bad:
    ENUM Mode { SLOW = 1, FAST = 1 };

Good:
    ENUM Mode { SLOW = 1, FAST = 2 };
)"};

const Code kNotPowerOfTwo{"E0142", "bitmask value that is not one bit", R"(A BITMASK element is 0 or a power of two.

Bad:
    BITMASK Alarm { DOOR = 3 };

Good:
    BITMASK Alarm { DOOR = 4 };
)"};

const Code kTooWide{"E0143", "enumeration wider than 64 bits", R"(The values of an ENUM or BITMASK must fit 64 bits; an
ENUM with negative values must fit signed 64 bits.

Bad:
    BITMASK Alarm { LAST = 0x8000000000000000, ONE_MORE };

Good:
    BITMASK Alarm { LAST = 0x8000000000000000 };
)"};

const Code kEmpty{"E0144", "declaration without content",
                  R"(An ENUM, BITMASK or STRUCT has at least one element or member.

Bad:
    ENUM Mode { };

Good:
    ENUM Mode { SLOW };
)"};

const Code kParameterClash{"E0145", "parameters whose names clash", R"(In C a parameter can turn into two: an array
`samples` is `samplesPtr` and `samplesSize`, an OUT string `note` is `note` and `noteSize`, any other OUT parameter
`level` is `levelPtr`, and `level` in a server; a handler brings a `contextPtr`. An array `samples` in a STRUCT has a
`samplesCount`. No two names may be equal.

Bad:
    FUNCTION Read(uint8 data[16] OUT, size dataSize);

Good:
    FUNCTION Read(uint8 data[16] OUT, size limit);
)"};

const Code kConstantClash{"E0146", "constants of one name",
                          R"(DEFINEs and the elements of every ENUM and BITMASK of a file
become constants of one C name space, so each name stands once.

Bad:
    ENUM Mode { SLOW };
    ENUM Speed { SLOW };

Good:
    ENUM Mode { MODE_SLOW };
    ENUM Speed { SPEED_SLOW };
)"};

const Code kMessageIds{"E0147", "message ids", R"(Either every FUNCTION and EVENT of a file has ids or none has, and all
differ. An id is from 0 to 2147483647.

Bad:
    FUNCTION Start() = 1;
    FUNCTION Stop() = 1;

Good:
    FUNCTION Start() = 1;
    FUNCTION Stop() = 2;
    EVENT Changed(ChangeHandler handler) = (3, 4);
)"};

const Code kSettings{"E0148", "versions and message size",
                     R"(API_VERSION and SERVING_VERSION stand together, once, in this order and
one directly behind the other. They are decimal numbers from 1 to 999, and SERVING_VERSION, the oldest version still
served, is not above API_VERSION. Such a file has a name of at most 19 characters, ending not counted. 0 for both says
that the file has no versions. API_MSG_SIZE stands once, from 1 to 1052672.

Bad:
    API_VERSION = 3;

Good:
    API_VERSION = 3;
    SERVING_VERSION = 2;
)"};

const Code kMessageSize{"E0149", "message size", R"(The largest message of an interface has at most 1052672 bytes, and
so has a value of a STRUCT. API_MSG_SIZE, when given, must be at least what the data of the largest message takes; what
stands around the data is added where it lacks.

Bad:
    API_MSG_SIZE = 16;
    FUNCTION Print(string text[80]);

Good:
    API_MSG_SIZE = 128;
    FUNCTION Print(string text[80]);
)"};

const Code kFileNotFound{"E0150", "file not found",
                         R"(USETYPES looks in the directory of the file that names it, then in
the directory of the file given on the command line, then in each --import-dir.

Of two folders, --compare looks at all files whose names end in .api. There must be one, and all of both folders must be
readable.

Bad:
    USETYPES untis;

Good:
    USETYPES units;
)"};

const Code kImportCycle{"E0151", "files that use each other",
                        R"(What a file uses must be known before the file itself, so
USETYPES cannot lead back.

Bad:
    a.api: USETYPES b;
    b.api: USETYPES a;

Good:
    a.api: USETYPES common;
    b.api: USETYPES common;
)"};

const Code kOldHandler{"E0152", "old way to write a handler",
                       R"(`handler X` is the old form of a parameter of type X named
`handler`. It is accepted where X is a HANDLER.

Bad:
    EVENT Changed(handler ChangeHandler);

Good:
    EVENT Changed(ChangeHandler handler);
)"};

const Code kNotSupported{"E0153", "not supported yet", R"(The declaration is understood, but no code can be made for it
yet.

Bad:
    FUNCTION file Log();

Good:
    FUNCTION Log(file log OUT);
)"};

const Code kFileDescriptor{"E0154", "too many file descriptors in a message",
                           R"(A message carries 8 file descriptors at most:
8 IN and 8 OUT parameters of a FUNCTION, 8 parameters of a HANDLER.

Bad:
    FUNCTION Copy(file disk1, file disk2, ...);      (with 9 of them)

Good:
    FUNCTION Copy(uint32 disk, file from);
)"};

const Code kBadFileName{"E0155", "file name that is no C name",
                        R"(The name of the file is the first part of every C name
made from it, so it must consist of letters, digits and underscores and start with a letter or underscore.

Bad:
    my-led.api

Good:
    my_led.api
)"};

const Code kDirection{"E0156", "direction that cannot be", R"(What a handler is told goes from server to client, and a
handler itself goes from client to server. An OUT is neither.

Bad:
    HANDLER ChangeHandler(bool on OUT);

Good:
    HANDLER ChangeHandler(bool on);
)"};

const Code kBrokenImport{"E0157", "used file has errors", R"(A file named by USETYPES could not be understood; its own
errors are listed too. Mend those first.

Bad:
    USETYPES units;     (and units.api has an error)

Good:
    USETYPES units;
)"};

const Code kTooManyOutputs{
    "E0159", "too many outputs",
    R"(A function has at most 32 OUT parameters: a request tells by one bit each which of them the
client wants.

Bad:
    FUNCTION Status(bool lamp1 OUT, bool lamp2 OUT, ...);      (with 33 of them)

Good:
    FUNCTION Status(bool lamps[33] OUT);
)"};

const Code kAsyncClash{"E0160", "name of an asynchronous call", R"(Asynchronous calls of a FUNCTION Read are made by
ReadAsync, in C, and what gets the answer has the type ReadDoneFunc_t. A FUNCTION ReadAsync and a HANDLER ReadDone (or a
STRUCT ReadDoneFunc) would have the same names; so would a FUNCTION CancelAsyncCall have that of what cancels such calls.
Rename one, or do without asynchronous calls: they are made only where they are asked for, by
--gen-async-client or by [async] behind an interface that a component requires. An asynchronous server answers Read by
ReadRespond, and knows a call that it has to answer as ServerCmdRef_t.

Bad:
    FUNCTION Read();
    FUNCTION ReadAsync();

Good:
    FUNCTION Read();
    FUNCTION StartToRead();
)"};

const Code kOneWay{
    "E0161", "one-way function that gives something back",
    R"(A ONEWAY function is sent to the server, and the client goes on: it does not wait for an answer, and there is none.
So it has no result, no OUT parameters and no handler, which would be told what became of the call. Parameters go to the
server, files too.

Bad:
    ONEWAY FUNCTION le_result_t Log(string text[100] IN, uint32 level IN);

Good:
    ONEWAY FUNCTION Log(string text[100] IN, uint32 level IN);
)"};

const Code kServiceFunction{
    "E0162", "name of a function that every interface has",
    R"(The C code of every interface has functions to connect and to offer it: ConnectService, TryConnectService,
DisconnectService, SetServerDisconnectHandler, InitOnceCommonData, AdvertiseService, GetServiceRef and
GetClientSessionRef. A FUNCTION of the same name would be a second one. With --local-service there are InitService,
SetServiceRef and SetBinding too.

Bad:
    FUNCTION ConnectService();

Good:
    FUNCTION ConnectNetwork();
)"};

const Code kOptional{
    "E0163", "parameter that cannot be OPTIONAL",
    R"(OPTIONAL behind IN says that a caller may leave a parameter out: it passes NULL, or -1 for a file.
Outputs need no such word, as a caller passes NULL for those that it does not want. A handler is there to be called, so it
cannot be left out.

Bad:
    FUNCTION Start(uint32 timeout IN OPTIONAL, uint32 left OUT OPTIONAL);

Good:
    FUNCTION Start(uint32 timeout IN OPTIONAL, uint32 left OUT);
)"};

const Code kSameFileName{
    "E0164", "two files of one name",
    R"(All C names made from a file begin with its name, those of constants with its name in capitals,
and headers include those of the files that are used by name. So among a file and all that it uses, directly or not, each
name stands once, whether in capitals or not. Copies of one file may be among them.

Bad:
    a.api: USETYPES lamp;     (and lamp.api uses units.api of its own directory)
           USETYPES units;    (another)

Good:
    a.api: USETYPES lamp;
           USETYPES metricUnits;
)"};

const Code kJsonSize{
    "E0165", "too much for JSON",
    R"(In JSON (--lang Json) a type is written out wherever it is used, with its members or elements and
all that is in those, and so is a file that is used. Where a STRUCT has two others in it, each of which has two in it, and so
on, that doubles at every step. At most 100000 members, elements, parameters and declarations are written in this way, not
counting those of the file itself where they are declared; a long comment counts as several.

Bad:
    STRUCT Point { uint8 x; uint8 y; };
    STRUCT Line { Point from; Point to; };
    STRUCT Square { Line top; Line bottom; };      (and 15 more of this kind)
    FUNCTION Draw(Square square);

Good:
    REFERENCE Square;
    FUNCTION Draw(Square square);
)"};

const std::vector<const Code*>& codes()
{
    static const std::vector<const Code*> all = []
    {
        std::vector<const Code*> list = api::codes();
        for (const Code* code :
             {&kUnknownType,      &kUnknownDefinition, &kNotANumber,       &kDivisionByZero, &kOverflow,
              &kStringNeedsBound, &kBadBound,          &kHandlerMisplaced, &kSecondHandler,  &kEventHandler,
              &kRedefinition,     &kDuplicateValue,    &kNotPowerOfTwo,    &kTooWide,        &kEmpty,
              &kParameterClash,   &kConstantClash,     &kMessageIds,       &kSettings,       &kMessageSize,
              &kFileNotFound,     &kImportCycle,       &kOldHandler,       &kNotSupported,   &kFileDescriptor,
              &kBadFileName,      &kDirection,         &kBrokenImport,     &kTooManyOutputs, &kAsyncClash,
              &kOneWay,           &kServiceFunction,   &kOptional,         &kSameFileName,   &kJsonSize})
        {
            list.push_back(code);
        }
        return list;
    }();
    return all;
}

}  // namespace ligature::ifgen
