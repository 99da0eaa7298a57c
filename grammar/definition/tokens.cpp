#include "grammar/definition/tokens.h"

#include "DefinitionLexer.h"

namespace ligature::definition
{

bool isPiece(size_t type)
{
    switch (type)
    {
        case DefinitionLexer::NAME:
        case DefinitionLexer::NUMBER:
        case DefinitionLexer::VARIABLE:
        case DefinitionLexer::DOT:
        case DefinitionLexer::COLON:
        case DefinitionLexer::SEMICOLON:
        case DefinitionLexer::PLUS:
        case DefinitionLexer::EQUALS:
        case DefinitionLexer::QUESTION:
        case DefinitionLexer::SLASH:
        case DefinitionLexer::DASH:
        case DefinitionLexer::ILLEGAL:
            return true;
        default:
            return false;
    }
}

}  // namespace ligature::definition
