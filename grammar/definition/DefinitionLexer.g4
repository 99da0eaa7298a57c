// Tokens of .cdef, .adef, .sdef, .sinc and .mdef files (spec/definition-files.md 1.1-1.8).
//
// Words are not reserved, and the characters of a path include those that separate names elsewhere. So the lexer cuts
// fine tokens, and the parser puts touching ones together where a path is wanted. Input is bytes: a character above
// U+007F reaches the lexer as the bytes of its UTF-8 form.
lexer grammar DefinitionLexer;

// The colon behind the name of a section, once the parser knows which form of body that section has.
tokens
{
    VALUE_COLON, WORDS_COLON, ARGUMENTS_COLON, OPTIONED_COLON, INTERFACES_COLON, FILES_COLON, TREES_COLON,
    ASSIGNMENTS_COLON, POOLS_COLON, LISTS_COLON, RUN_COLON, COMMANDS_COLON, EXTERN_COLON, BINDINGS_COLON, TAGS_COLON,
    APPS_COLON, GROUP_COLON, VALUE_OR_WORDS_COLON, EMPTY_COLON,

    CONTINUED  // a token that the parser has found to belong to the word before it
}

NAME     : [a-zA-Z_] [a-zA-Z0-9_]* ;
NUMBER   : [0-9]+ ;
VARIABLE : '$' [a-zA-Z_] [a-zA-Z0-9_]* | '${' [a-zA-Z_] [a-zA-Z0-9_]* '}' ;
QUOTED   : '"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '"' | '\'' ( ~['\\\r\n] | '\\' ~[\r\n] )* '\'' ;

// Permissions and options; what may stand inside depends on the section.
BRACKETED : '[' ~[[\]{}"'\r\n]* ']' ;
USER      : '<' [a-zA-Z0-9_\-]* '>' ;
DIRECTIVE : '#' [a-zA-Z] [a-zA-Z0-9_]* ;

ARROW     : '->' ;
DOT       : '.' ;
COLON     : ':' ;
SEMICOLON : ';' ;
PLUS      : '+' ;
EQUALS    : '=' ;
QUESTION  : '?' ;
SLASH     : '/' ;
DASH      : '-' ;
STAR      : '*' ;
LBRACE    : '{' ;
RBRACE    : '}' ;
LPAREN    : '(' ;
RPAREN    : ')' ;

LINE_COMMENT  : '//' ~[\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;
SPACE         : [ \t\r\n]+ -> channel(HIDDEN) ;

// What is wrong in itself. A correct token of the same text is always longer or stands further up.
OPEN_QUOTE   : '"' ( ~["\\\r\n] | '\\' ~[\r\n] )* '\\'? | '\'' ( ~['\\\r\n] | '\\' ~[\r\n] )* '\\'? ;
OPEN_COMMENT : '/*' ;
BAD_VARIABLE : '$' '$'? | '${' ~[{}"' \t\r\n]* '}'? ;
ILLEGAL      : [\u0080-\u00FF]+ | . ;
