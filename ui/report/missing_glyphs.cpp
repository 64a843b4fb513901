// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/missing_glyphs.h"

#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/report/write_report.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QSet>

namespace tributary::ui {

namespace {

constexpr int mostNamed = 12; ///< characters in the message

/// Collects what a report writes.
class Words {
public:
    void add(const std::string& text) { all_ += toQt(text); }
    void add(const FindingBlock& block) {
        add(block.text);
        add(block.detail);
    }
    void add(const ParagraphBlock& block) {
        add(block.label);
        add(block.text);
    }
    void add(const HeadlinesBlock& block) { add(block.note); }
    void add(const FigureBlock& block) { add(block.caption); }
    void add(const NoteBlock& block) { add(block.text); }
    void add(const TableBlock& block) {
        add(block.caption);
        for (const TableBlock::Row& row : block.rows)
            for (const std::string& cell : row.cells)
                add(cell);
    }

    [[nodiscard]] const QString& all() const { return all_; }

private:
    QString all_;
};

/// Whether a character has a shape of its own, as against what directs or selects others.
bool isSeen(char32_t character) {
    constexpr char32_t firstSelector = 0xFE00;
    constexpr char32_t lastSelector = 0xFE0F;
    const auto category = QChar::category(character);
    return category != QChar::Other_Control && category != QChar::Other_Format &&
           category != QChar::Separator_Space && category != QChar::Separator_Line &&
           category != QChar::Separator_Paragraph && !(character >= firstSelector && character <= lastSelector);
}

QString wordsOf(const ReportSource& source) {
    Words words;
    words.add(source.report.model);
    words.add(source.report.title);
    words.add(source.report.client);
    for (const ReportSection& section : source.report.sections) {
        words.add(section.name);
        words.add(section.title);
        words.add(section.lead);
        for (const ReportBlock& block : section.blocks)
            std::visit([&](const auto& typed) { words.add(typed); }, block);
    }
    for (const Metric& metric : source.model.metrics()) // the cards of the cascade
        words.add(metric.name);
    for (const Group& group : source.model.groups())
        words.add(group.name);
    return words.all();
}

} // namespace

QString missingGlyphs(const ReportSource& source) {
    loadFonts();
    const QFontMetrics body(sans(9));
    const QFontMetrics title(serif(18));
    QSet<char32_t> seen;
    QString missing;
    for (const char32_t character : wordsOf(source).toUcs4()) {
        constexpr char32_t lastPlain = 0x7E;
        if (character <= lastPlain || seen.contains(character))
            continue;
        seen.insert(character);
        if (isSeen(character) && !(body.inFontUcs4(character) && title.inFontUcs4(character)))
            missing += QString::fromUcs4(&character, 1);
    }
    return missing;
}

QString missingGlyphsWords(const ReportSource& source) {
    const QString missing = missingGlyphs(source);
    if (missing.isEmpty())
        return {};
    const bool all = missing.size() <= mostNamed;
    return QCoreApplication::translate("Report",
                                       "No font of this machine has %1%2: they are boxes in the report. Install a font "
                                       "that has them, as the package fonts-noto-cjk for Chinese, Japanese and Korean, "
                                       "and make the report again.")
        .arg(all ? missing : missing.left(mostNamed), all ? QString() : QStringLiteral("…"));
}

} // namespace tributary::ui
