// The language of `.api` files. Comments stay on their own channel: the reader attaches documentation by position, so
// a comment may stand between any two tokens.
grammar Api;

// Keywords: each is spelt as it is called here. The lexer reads it as a NAME, which tokenize() then knows for a keyword:
// as rules they would make it learn a state for each of their letters in every run, half of its time. For the same
// reason all letters look alike to it, and all digits (ByteStream): no rule of it may tell one letter from another.
// ONEWAY is one only before FUNCTION, OPTIONAL only behind IN or OUT, the words of settings where a declaration begins.
tokens {
    USETYPES, API_VERSION, SERVING_VERSION, API_MSG_SIZE, DEFINE, ENUM, BITMASK, REFERENCE, STRUCT, HANDLER, FUNCTION,
    ONEWAY, EVENT, IN, OUT, OPTIONAL
}

file : item* EOF ;

item
    : useTypes
    | apiVersion
    | servingVersion
    | messageSize
    | define
    | enumeration
    | bitmask
    | reference
    | structure
    | handler
    | function
    | event
    ;

useTypes       : USETYPES NAME ';' ;
apiVersion     : API_VERSION '=' NUMBER ';' ;
servingVersion : SERVING_VERSION '=' NUMBER ';' ;
messageSize    : API_MSG_SIZE '=' NUMBER ';' ;

define  : DEFINE NAME '=' (sum | STRING) ';' ;
sum     : product (('+' | '-') product)* ;
product : atom (('*' | '/') atom)* ;
atom    : literal | NAME | '(' sum ')' ;
literal : ('+' | '-')? NUMBER ;

enumeration : ENUM NAME '{' elements? '}' ';' ;
bitmask     : BITMASK NAME '{' elements? '}' ';' ;
elements    : element (',' element)* ','? ;
element     : NAME ('=' sum)? ;

reference : REFERENCE NAME ';' ;

structure : STRUCT NAME '{' member* '}' ';' ;
member    : NAME NAME bound? ';' ;

handler  : HANDLER NAME '(' parameters? ')' ';' ;
function : ONEWAY? FUNCTION (type=NAME bound?)? name=NAME '(' parameters? ')' ('=' NUMBER)? ';' ;
event    : EVENT NAME '(' parameters? ')' ('=' '(' NUMBER ',' NUMBER ')')? ';' ;

parameters : parameter (',' parameter)* ;
parameter  : type=NAME name=NAME bound? (direction=(IN | OUT) OPTIONAL?)? ;
bound      : '[' (minimum=sum '..')? maximum=sum ']' ;

// One token for `scope.name`: no blanks around the dot. What a NUMBER may look like is checked by the reader, which
// can say what is wrong with `010` or `12abc`.
NAME   : LETTER (LETTER | [0-9_])* ('.' LETTER (LETTER | [0-9_])*)? ;
NUMBER : [0-9] (LETTER | [0-9_])* ;
STRING : '"' ('\\' . | ~["\\])* '"' | '\'' ('\\' . | ~['\\])* '\'' ;

BLOCK_COMMENT : '/*' (~'*' | '*'+ ~[*/])* '*'+ '/' -> channel(HIDDEN) ;
LINE_COMMENT  : '//' ~[\r\n]* -> channel(HIDDEN) ;
SPACE         : [ \t\r\n]+ -> skip ;

// What is cut off by the end of the file. Shorter than the complete form, so it never wins against it.
OPEN_COMMENT : '/*' (~'*' | '*'+ ~[*/])* '*'* ;
OPEN_STRING  : '"' ('\\' . | ~["\\])* '\\'? | '\'' ('\\' . | ~['\\])* '\\'? ;
STRAY        : . ;

fragment LETTER : [A-Za-z] ;
