// Structure of .cdef, .adef, .sdef, .sinc and .mdef files (spec/definition-files.md, Appendix A; telaf-dialect.md 2-4).
//
// The names of sections are data (sections.h), their forms are grammar: when the name of a section is read, select()
// looks it up among those that may stand there and turns the colon behind it into the one of its form. In the
// same way join() marks a token that follows the last one without a gap as the continuation of a word. So every decision
// looks at two tokens at most, and reading takes time in proportion to the text. (A predicate "does it touch?" would do
// the same in principle, but makes ANTLR look ahead to the end of a list for every word in it.)
//
// Braces and parentheses come balanced from the token source, which reports those that are not.
parser grammar DefinitionParser;

options
{
    tokenVocab = DefinitionLexer;
    superClass = ParserBase;
}

@postinclude
{
#include "grammar/definition/parser_base.h"
}

file : section[root()]* EOF ;

section[const SectionShape* around]
locals[const SectionShape* shape = nullptr]
    : NAME {$shape = select($around);}
      ( VALUE_COLON word
      | WORDS_COLON LBRACE word* RBRACE
      | ARGUMENTS_COLON LBRACE argument* RBRACE
      | OPTIONED_COLON LBRACE optionedWord* RBRACE
      | INTERFACES_COLON LBRACE interfaceEntry* RBRACE
      | FILES_COLON LBRACE word* permittedFiles* RBRACE
      | TREES_COLON LBRACE configTree* RBRACE
      | ASSIGNMENTS_COLON LBRACE assignment* RBRACE
      | POOLS_COLON LBRACE pool* RBRACE
      | LISTS_COLON LBRACE namedList* RBRACE
      | RUN_COLON LBRACE run* RBRACE
      | COMMANDS_COLON LBRACE command* RBRACE
      | EXTERN_COLON LBRACE externItem[$shape]* RBRACE
      | BINDINGS_COLON LBRACE binding* RBRACE
      | TAGS_COLON LBRACE tag* RBRACE
      | APPS_COLON LBRACE app[$shape]* RBRACE
      | GROUP_COLON LBRACE section[$shape]* RBRACE
      | VALUE_OR_WORDS_COLON ( LBRACE word* RBRACE | word )
      | EMPTY_COLON    // without its value: reported by select()
      | COLON skipped  // not known here: reported by select()
      )
    ;

optionedWord   : word BRACKETED* ;
interfaceEntry : word ( EQUALS word )? BRACKETED* ;
configTree     : BRACKETED? ( NAME | DOT ) ;
assignment     : NAME EQUALS argument ;
pool           : NAME ( DOT NAME )? EQUALS word ;
namedList      : NAME EQUALS LPAREN argument* RPAREN ;
run            : ( NAME EQUALS )? LPAREN argument+ RPAREN ;
command        : NAME EQUALS NAME COLON word ;
binding        : endpoint ARROW endpoint ;
endpoint       : ( NAME | STAR | USER ) ( DOT ( NAME | STAR | USER ) )* ;
tag            : QUOTED COLON QUOTED ;

// Paths come in pairs; the permissions belong to the first pair behind them.
permittedFiles : BRACKETED word+ ;

externItem[const SectionShape* around] : section[$around] | exposure ;
exposure : NAME ( EQUALS NAME )? ( DOT NAME )* ;

app[const SectionShape* around] : word overrides[$around]? ;
overrides[const SectionShape* around] : LBRACE section[$around]* RBRACE ;

// A path, name or number. It does not begin with `=`: a `=` that stands apart separates an alias from its path.
word : QUOTED | bare ;
bare
    : ( NAME | NUMBER | VARIABLE | DOT | COLON | SEMICOLON | PLUS | QUESTION | SLASH | DASH | ILLEGAL ) {join();}
      ( CONTINUED {join();} )*
    ;

// As a shell sees it: quoted and bare parts that touch are one argument, as in -DNAME="value".
argument
    : ( QUOTED | NAME | NUMBER | VARIABLE | DOT | COLON | SEMICOLON | PLUS | EQUALS | QUESTION | SLASH | DASH | ILLEGAL )
      {joinQuoted();} ( CONTINUED {joinQuoted();} )*
    ;

skipped  : LBRACE balanced* RBRACE | word ;
balanced : LBRACE balanced* RBRACE | ~( LBRACE | RBRACE ) ;
