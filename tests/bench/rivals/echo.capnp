@0xb1d6f3a94c2e7508;

# What the measurements send to and fro, as in tests/bench/ipc/echo.api.
interface Echo {
    number @0 (number :UInt32) -> (number :UInt32);
    text @1 (text :Text) -> (copy :Text);
    bytes @2 (data :Data) -> (copy :Data);
}
