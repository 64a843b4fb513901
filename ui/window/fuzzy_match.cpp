// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/fuzzy_match.h"

#include <QStringList>
#include <algorithm>
#include <vector>

namespace tributary::ui {

namespace {

constexpr int together = 8;    ///< a letter right behind the one before it
constexpr int beginsWord = 10; ///< a letter at the beginning of a word
constexpr int mostGap = 6;     ///< what letters in between cost at most

bool isWordBegin(const QString& name, qsizetype at) {
    return at == 0 || !name[at - 1].isLetterOrNumber() || (name[at].isUpper() && name[at - 1].isLower());
}

/// Tells whether a word's letters are all there, in their order.
bool holdsLetters(const QString& name, const QString& word) {
    qsizetype at = 0;
    for (const QChar letter : word) {
        const QChar wanted = letter.toCaseFolded();
        while (at < name.size() && name[at].toCaseFolded() != wanted)
            ++at;
        if (at++ >= name.size())
            return false;
    }
    return true;
}

/// The best score of a word's letters in order, from `from` on; a table over the name's positions.
std::optional<int> scoreWord(const QString& name, const QString& word) {
    const auto length = name.size();
    std::vector<std::optional<int>> ending(static_cast<std::size_t>(length)); // of the letter before
    for (qsizetype letter = 0; letter < word.size(); ++letter) {
        std::vector<std::optional<int>> next(static_cast<std::size_t>(length));
        std::optional<int> best; // of all places left of the one before
        for (qsizetype at = 0; at < length; ++at) {
            if (best)
                *best -= 1;
            if (at >= 2 && letter > 0)
                if (const auto left = ending[static_cast<std::size_t>(at - 2)]; left && (!best || *left - 1 > *best))
                    best = *left - 1;
            if (name[at].toCaseFolded() != word[letter].toCaseFolded())
                continue;
            const int own = isWordBegin(name, at) ? beginsWord : 0;
            if (letter == 0) {
                next[static_cast<std::size_t>(at)] = own - static_cast<int>(std::min<qsizetype>(at, mostGap));
                continue;
            }
            std::optional<int> score;
            if (best)
                score = *best + own;
            if (at >= 1)
                if (const auto beside = ending[static_cast<std::size_t>(at - 1)])
                    score = std::max(score.value_or(*beside), *beside + std::max(own, together));
            next[static_cast<std::size_t>(at)] = score;
        }
        ending = std::move(next);
    }
    std::optional<int> best;
    for (const auto& score : ending)
        if (score && (!best || *score > *best))
            best = score;
    return best;
}

} // namespace

std::optional<int> fuzzyScore(const QString& name, const QString& typed) {
    return fuzzyScore(name, typed.split(u' ', Qt::SkipEmptyParts));
}

std::optional<int> fuzzyScore(const QString& name, const QStringList& words) {
    if (!std::ranges::all_of(words, [&](const QString& word) { return holdsLetters(name, word); }))
        return std::nullopt; // found out sooner than by the scores
    int score = 0;
    for (const QString& word : words) {
        const auto one = scoreWord(name, word);
        if (!one)
            return std::nullopt;
        score += *one;
    }
    return score;
}

Fit fitOf(const QString& name, const QString& typed) {
    Fit weakest = Fit::beginsWords;
    for (const QString& word : typed.split(u' ', Qt::SkipEmptyParts)) {
        Fit best = Fit::scattered;
        for (auto at = name.indexOf(word, 0, Qt::CaseInsensitive); at >= 0 && best != Fit::beginsWords;
             at = name.indexOf(word, at + 1, Qt::CaseInsensitive))
            best = isWordBegin(name, at) ? Fit::beginsWords : Fit::within;
        weakest = std::min(weakest, best);
    }
    return weakest;
}

} // namespace tributary::ui
