// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/parser.h"

#include "core/formula/characters.h"
#include "core/formula/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace tributary {

namespace {

// A formula printed anew may be several times as long as typed (1e9 becomes ten digits), and must still be read.
constexpr std::size_t longestText = 8 * longestFormula;

struct Sign {
    Operation operation;
    size_t length;
};

std::optional<Sign> comparisonAt(std::string_view text, size_t position) {
    static constexpr std::pair<std::string_view, Operation> signs[] = {
        {"<=", Operation::lessOrEqual},     {">=", Operation::greaterOrEqual},
        {"<>", Operation::notEqual},        {"!=", Operation::notEqual},
        {"==", Operation::equal},           {"<", Operation::less},
        {">", Operation::greater},          {"=", Operation::equal},
        {"\u2264", Operation::lessOrEqual}, {"\u2265", Operation::greaterOrEqual},
        {"\u2260", Operation::notEqual}};
    for (const auto& [sign, operation] : signs)
        if (holdsAt(text, position, sign))
            return Sign{operation, sign.size()};
    return std::nullopt;
}

std::string functionNames() {
    std::string names;
    for (const FunctionEntry& row : functions())
        names += (names.empty() ? "" : ", ") + std::string(row.name);
    return names;
}

/// End of a bare name: letters and digits, and points between them.
size_t nameEnd(std::string_view text, size_t position) {
    size_t end = wordEnd(text, position);
    while (end != position && holdsAt(text, end, ".") && (letterAt(text, end + 1) != 0 || digitAt(text, end + 1))) {
        ++end;
        while (digitAt(text, end) || letterAt(text, end) != 0)
            end += std::max<size_t>(1, letterAt(text, end));
    }
    return end;
}

} // namespace

/// Recursive descent straight into postfix order. Each function returns true, or leaves its error in error_.
class FormulaParser {
public:
    explicit FormulaParser(std::string_view text) : text_(text) {
        expression_.nodes_.clear();
        expression_.literalUnits_.clear();
    }

    Result<Expression> parse() {
        skip();
        if (holdsAt(text_, position_, "="))
            return fail("A formula begins with a value: leave out the = in front", position_, position_ + 1);
        if (!sum() || !end())
            return tl::unexpected(std::move(error_));
        measureStack();
        return std::move(expression_);
    }

private:
    class Depth {
    public:
        explicit Depth(size_t& depth) : depth_(depth) { ++depth_; }
        ~Depth() { --depth_; }
        Depth(const Depth&) = delete;
        Depth& operator=(const Depth&) = delete;

    private:
        size_t& depth_;
    };

    void skip() { position_ = skipBlanks(text_, position_); }

    bool refuse(std::string message, size_t begin, size_t end) {
        error_ = Error{std::move(message), TextRange{begin, std::min(end, text_.size())}};
        return false;
    }

    bool refuse(const Error& error, size_t offset) {
        error_ = error;
        if (error_.range)
            error_.range = TextRange{error_.range->begin + offset, error_.range->end + offset};
        return false;
    }

    bool tooDeep() {
        return refuse("The formula is nested too deeply: give a part of it a metric of its own", position_,
                      position_ + 1);
    }

    bool push(Operation operation, std::uint32_t arguments, size_t begin) {
        ExpressionNode node;
        node.operation = operation;
        node.arguments = arguments;
        const bool composed = arguments > 0 && operation != Operation::call;
        node.range = {begin, composed ? valueEnd_ : position_};
        expression_.nodes_.push_back(node);
        return true;
    }

    bool end() {
        skip();
        if (position_ == text_.size())
            return true;
        if (comparisonAt(text_, position_))
            return refuse("A comparison stands only as the first argument of if(condition, a, b)", position_,
                          position_ + comparisonAt(text_, position_)->length);
        return misplaced();
    }

    /// Refuses what follows a complete value.
    bool misplaced() {
        const size_t begin = position_;
        if (holdsAt(text_, begin, ")"))
            return refuse("This ) closes nothing: delete it, or add its (", begin, begin + 1);
        if (holdsAt(text_, begin, ","))
            return refuse("A comma separates the arguments of a function: write 1000 here without one", begin,
                          begin + 1);
        if (holdsAt(text_, begin, "%"))
            return refuse("% follows a number directly, as in 30%", begin, begin + 1);
        const size_t name = nameEnd(text_, begin);
        if (name != begin && begin > 0 && digitAt(text_, begin - 1))
            return refuse(
                fmt::format(
                    "A unit follows its number after a blank, and a product has its sign: write 12 {0} or 12 * {0}",
                    text_.substr(begin, name - begin)),
                begin, name);
        if (name != begin || digitAt(text_, begin) || holdsAt(text_, begin, "[") || holdsAt(text_, begin, "("))
            return refuse(
                "An operator is missing between two values: write + - * / or ^, or put a name with blanks in [ ]",
                begin, name != begin ? name : begin + 1);
        return refuse(fmt::format("{} has no meaning in a formula: delete it, or put a name that holds it in [ ]",
                                  quotedCharacter(text_, begin)),
                      begin, begin + quotedCharacter(text_, begin).size() - 2);
    }

    bool sum() {
        skip();
        const size_t begin = position_;
        if (!productOf())
            return false;
        while (true) {
            skip();
            const size_t minus = minusAt(text_, position_);
            const bool plus = holdsAt(text_, position_, "+");
            if (minus == 0 && !plus)
                return true;
            position_ += plus ? 1 : minus;
            if (!productOf())
                return false;
            push(plus ? Operation::add : Operation::subtract, 2, begin);
        }
    }

    bool productOf() {
        skip();
        const size_t begin = position_;
        if (!signedValue())
            return false;
        while (true) {
            skip();
            const size_t times = timesAt(text_, position_);
            const bool divided = holdsAt(text_, position_, "/") || holdsAt(text_, position_, "\u00F7");
            if (times == 0 && !divided)
                return true;
            position_ += times != 0 ? times : holdsAt(text_, position_, "/") ? 1 : 2;
            if (!signedValue())
                return false;
            push(divided ? Operation::divide : Operation::multiply, 2, begin);
        }
    }

    bool signedValue() {
        const Depth depth(depth_);
        if (depth_ > 2 * deepestFormula)
            return tooDeep();
        skip();
        const size_t begin = position_;
        if (const size_t minus = minusAt(text_, position_); minus != 0) {
            position_ += minus;
            return signedValue() && push(Operation::negate, 1, begin);
        }
        return raisedValue();
    }

    bool raisedValue() {
        const size_t begin = position_;
        if (!value())
            return false;
        valueEnd_ = position_;
        skip();
        if (!holdsAt(text_, position_, "^"))
            return true;
        ++position_;
        return signedValue() && push(Operation::power, 2, begin);
    }

    bool value() {
        const size_t begin = position_;
        if (digitAt(text_, begin) || (holdsAt(text_, begin, ".") && digitAt(text_, begin + 1)))
            return number();
        if (holdsAt(text_, begin, "("))
            return parenthesis();
        if (holdsAt(text_, begin, "["))
            return bracketedName();
        if (const size_t name = nameEnd(text_, begin); name != begin) {
            const size_t next = skipBlanks(text_, name);
            if (holdsAt(text_, next, "("))
                return call(name, next);
            position_ = name;
            return reference(std::string(text_.substr(begin, name - begin)), begin);
        }
        if (begin == text_.size())
            return refuse("A value is missing at the end: write a number, a name or a function", begin, begin);
        if (holdsAt(text_, begin, "]"))
            return refuse("This ] closes nothing: delete it, or add its [", begin, begin + 1);
        const bool known = std::string_view(")+*/^,<>=%").find(text_[begin]) != std::string_view::npos;
        if (known)
            return refuse(fmt::format("A value is missing before {}: write a number, a name or a function",
                                      quotedCharacter(text_, begin)),
                          begin, begin + 1);
        return misplaced();
    }

    bool number() {
        const size_t begin = position_;
        const auto scanned = scanNumber(text_, begin, open_ == 0 ? Comma::groupsThousands : Comma::separatesArguments);
        if (!scanned)
            return refuse(scanned.error(), 0);
        position_ = scanned->end;
        size_t unitBegin = position_;
        size_t unitStop = position_;
        if (holdsAt(text_, position_, "%")) {
            unitStop = ++position_;
        } else if (const size_t word = skipBlanks(text_, position_); word != position_ && unitBegins(text_, word)) {
            unitBegin = word;
            unitStop = unitEnd(text_, word);
        }
        Unit unit;
        if (unitStop != unitBegin) {
            auto parsed = parseUnit(text_.substr(unitBegin, unitStop - unitBegin));
            if (!parsed)
                return refuse(parsed.error(), unitBegin);
            unit = std::move(*parsed);
            position_ = unitStop;
        }
        push(Operation::number, 0, begin);
        ExpressionNode& node = expression_.nodes_.back();
        node.value = scanned->value;
        node.baseValue = scanned->value * unit.factor();
        const auto& units = expression_.literalUnits_;
        const auto same =
            std::find_if(units.begin(), units.end(), [&](const Unit& known) { return known.text() == unit.text(); });
        node.index = static_cast<std::uint32_t>(same - units.begin());
        if (same == units.end())
            expression_.literalUnits_.push_back(std::move(unit));
        return true;
    }

    bool parenthesis() {
        const Depth depth(depth_);
        const Depth open(open_);
        if (depth_ > 2 * deepestFormula || open_ > deepestFormula)
            return tooDeep();
        const size_t begin = position_++;
        if (!sum())
            return false;
        skip();
        if (holdsAt(text_, position_, ")")) {
            ++position_;
            return true;
        }
        if (position_ == text_.size())
            return refuse("This parenthesis is not closed: add )", begin, begin + 1);
        return end();
    }

    bool bracketedName() {
        const size_t begin = position_++;
        std::string name;
        while (true) {
            if (position_ == text_.size())
                return refuse("This bracket is not closed: add ]", begin, begin + 1);
            if (holdsAt(text_, position_, "]]")) {
                name += ']';
                position_ += 2;
            } else if (holdsAt(text_, position_, "]")) {
                ++position_;
                break;
            } else {
                name += text_[position_++];
            }
        }
        const size_t first = skipBlanks(name, 0);
        size_t last = first;
        for (size_t at = first; at < name.size();) {
            const size_t blank = blankAt(name, at);
            at += blank == 0 ? 1 : blank;
            last = blank == 0 ? at : last;
        }
        name = name.substr(first, last - first);
        if (!isReferenceName(name))
            return refuse("A name is missing between the brackets: write it on one line, as in [Time to restore]",
                          begin, position_);
        return reference(std::move(name), begin);
    }

    bool reference(std::string name, size_t begin) {
        push(Operation::reference, 0, begin);
        const auto next = static_cast<std::uint32_t>(expression_.references_.size());
        const auto [place, added] = indexOf_.emplace(std::move(name), next);
        if (added)
            expression_.references_.push_back(place->first);
        expression_.nodes_.back().index = place->second;
        return true;
    }

    bool call(size_t nameStop, size_t opening) {
        const Depth depth(depth_);
        const Depth open(open_);
        if (depth_ > 2 * deepestFormula || open_ > deepestFormula)
            return tooDeep();
        const size_t begin = position_;
        const std::string_view name = text_.substr(begin, nameStop - begin);
        const FunctionEntry* row = findFunction(name);
        if (row == nullptr)
            return refuse(fmt::format("There is no function {}: the functions are {}", name, functionNames()), begin,
                          nameStop);
        position_ = opening + 1;
        std::uint32_t arguments = 0;
        skip();
        if (!holdsAt(text_, position_, ")")) {
            while (true) {
                const bool condition = row->function == Function::conditional && arguments == 0;
                if (condition ? !comparison() : !sum())
                    return false;
                ++arguments;
                skip();
                if (!holdsAt(text_, position_, ","))
                    break;
                ++position_;
            }
        }
        if (position_ == text_.size())
            return refuse("This parenthesis is not closed: add )", opening, opening + 1);
        if (!holdsAt(text_, position_, ")"))
            return end();
        ++position_;
        if (arguments < row->fewest || arguments > row->most)
            return refuse(fmt::format("{} has {} argument{} here: write {}", name, arguments, arguments == 1 ? "" : "s",
                                      row->usage),
                          begin, position_);
        push(Operation::call, arguments, begin);
        expression_.nodes_.back().function = row->function;
        return true;
    }

    bool comparison() {
        skip();
        const size_t begin = position_;
        if (!sum())
            return false;
        skip();
        const auto sign = comparisonAt(text_, position_);
        if (!sign)
            return refuse("The first argument of if is a comparison: write if(a < b, x, y)", begin,
                          std::max(position_, begin + 1));
        position_ += sign->length;
        return sum() && push(sign->operation, 2, begin);
    }

    void measureStack() {
        size_t height = 0;
        for (const ExpressionNode& node : expression_.nodes_) {
            height = height + 1 - node.arguments;
            expression_.stackDepth_ = std::max(expression_.stackDepth_, height);
        }
    }

    std::string_view text_;
    size_t position_ = 0;
    size_t valueEnd_ = 0; ///< end of the last complete value, before any blanks
    size_t depth_ = 0;    ///< recursion of any kind
    size_t open_ = 0;     ///< parentheses and calls around the position
    Expression expression_;
    std::map<std::string, std::uint32_t> indexOf_;
    Error error_;
};

Result<Expression> parseFormula(std::string_view text) {
    if (auto readable = checkText(text, longestText); !readable)
        return tl::unexpected(readable.error());
    return FormulaParser(text).parse();
}

std::string rewriteReferences(std::string_view text,
                              const std::function<std::optional<std::string>(std::string_view name)>& renamed) {
    const auto expression = parseFormula(text);
    if (!expression)
        return std::string(text);
    std::string result;
    size_t copied = 0;
    // References stand in the order of the text, since arguments do.
    for (const ExpressionNode& node : expression->nodes()) {
        if (node.operation != Operation::reference)
            continue;
        const auto written = renamed(expression->references()[node.index]);
        if (!written)
            continue;
        result += text.substr(copied, node.range.begin - copied);
        result += formatReference(*written);
        copied = node.range.end;
    }
    result += text.substr(copied);
    return result;
}

std::string renameReference(std::string_view text, std::string_view from, std::string_view to) {
    return rewriteReferences(
        text, [&](std::string_view name) { return name == from ? std::optional(std::string(to)) : std::nullopt; });
}

std::string formatReference(std::string_view name) {
    if (!name.empty() && nameEnd(name, 0) == name.size())
        return std::string(name);
    std::string written = "[";
    for (const char character : name) {
        written += character;
        if (character == ']')
            written += ']';
    }
    return written + "]";
}

bool isReferenceName(std::string_view name) {
    if (name.empty() || !checkText(name, longestFormula) || blankAt(name, 0) != 0)
        return false;
    if (name.find_first_of("\n\r\t") != std::string_view::npos)
        return false;
    size_t position = 0;
    size_t blank = 0;
    while (position < name.size()) {
        blank = blankAt(name, position);
        position += blank == 0 ? 1 : blank;
    }
    return blank == 0;
}

} // namespace tributary
