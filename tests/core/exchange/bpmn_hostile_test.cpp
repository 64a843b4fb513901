// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/json.h"
#include "core/exchange/xml_patch.h"
#include "core/model/edits.h"
#include "tests/core/exchange/bpmn_builder.h"

#ifdef __linux__
#include <sys/resource.h>
#endif

using namespace tributary;
using namespace tributary::test;
using namespace std::literals;
using Catch::Contains;

namespace {

std::string small(std::string_view name = "Caf\xC3\xA9") {
    return processText("<startEvent id=\"s\" name=\"" + std::string(name) + "\"/>");
}

/// The text in UTF-16 of either order, characters of up to two bytes only.
std::string utf16(std::string_view text, bool littleEnd) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        unsigned code = static_cast<unsigned char>(text[i]);
        if (code >= 0xC0)
            code = (code & 0x1F) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3F);
        const char high = static_cast<char>(code >> 8), low = static_cast<char>(code & 0xFF);
        out += littleEnd ? low : high;
        out += littleEnd ? high : low;
    }
    return out;
}

std::string swapped(std::string text, std::string_view what, std::string_view by) {
    const size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

} // namespace

TEST_CASE("A text is read in the encoding that it is in, and goes out in UTF-8") {
    const std::string text = small();
    const std::string latin = swapped(swapped(text, "UTF-8", "ISO-8859-1"), "\xC3\xA9", "\xE9");
    const std::string windows = swapped(swapped(text, "UTF-8", "windows-1252"), "\xC3\xA9", "\xE9");
    const std::string wide = swapped(text, "UTF-8", "UTF-16");
    for (const std::string& bytes : {text, "\xEF\xBB\xBF" + text, latin, windows, "\xFF\xFE" + utf16(wide, true),
                                     "\xFE\xFF" + utf16(wide, false), utf16(wide, true), utf16(wide, false)}) {
        const Model model = withDrawing(Model(), bytes);
        CHECK(stepOf(only(model), "s").name == "Caf\xC3\xA9");
        CHECK_THAT(exported(model, only(model).id), Contains("encoding=\"UTF-8\"") && Contains("Caf\xC3\xA9"));
        CHECK(readJson(writeJson(model)).value() == model);
    }
}

TEST_CASE("A declaration that the bytes belie says UTF-8 afterwards, and one that says it stays as it is") {
    const std::string text = small();
    for (const std::string_view word : {"utf-16", "iso-8859-1", "KOI8-R"})
        CHECK(utf8Xml("\xEF\xBB\xBF" + swapped(text, "UTF-8", word)).value() == text);
    for (const std::string_view word : {"us-ascii", "ASCII", "utf8"})
        CHECK(utf8Xml(swapped(text, "UTF-8", word)).value() == text);
    const std::string lower = swapped(text, "UTF-8", "utf-8");
    CHECK(utf8Xml(lower).value() == lower);
    const std::string none = swapped(text, " encoding=\"UTF-8\"", "");
    CHECK(utf8Xml("\xEF\xBB\xBF" + none).value() == none);
}

TEST_CASE("A text of more lines than a drawing holds is refused") {
    const std::string lines(mostDrawingLines, '\n');
    CHECK_THAT(refusalOf(processText("<startEvent id=\"s\"/>" + lines)),
               Contains("line 500001: ") && Contains("500000 lines are the most") && Contains("split it"));
    CHECK(imported(Model(), processText("<startEvent id=\"s\"/>" + lines.substr(100))).processes.size() == 1);
}

TEST_CASE("What is no BPMN is refused, with what it is and where") {
    CHECK_THAT(refusalOf(""), Contains("is empty"));
    CHECK_THAT(refusalOf("plain words"), Contains("line 1") && Contains("no well-formed XML"));
    CHECK_THAT(refusalOf("<a><b></a>"), Contains("mismatched tag"));
    CHECK_THAT(refusalOf("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), Contains("<svg>") && Contains("no BPMN 2.0"));
    CHECK_THAT(refusalOf("<definitions/>"), Contains("no BPMN 2.0"));
    CHECK_THAT(refusalOf(bpmnText("")), Contains("no process with a step"));
    CHECK_THAT(refusalOf(bpmnText("<process id=\"p\"/>")), Contains("no process with a step"));
    CHECK_THAT(refusalOf(swapped(small(), "UTF-8", "KOI8-R")), Contains("koi8-r") && Contains("save it as UTF-8"));
    CHECK_THAT(refusalOf(swapped(small(), "\xC3\xA9", "\xE9")), Contains("line 5"));
    CHECK_THAT(refusalOf("\xFF\xFE\0\0"sv), Contains("UTF-32"));
    CHECK_THAT(refusalOf("\xFF\xFE<"sv), Contains("no character of UTF-16LE"));
    CHECK_THAT(refusalOf(swapped(small(), "Caf\xC3\xA9", "&bomb;")), Contains("undefined entity"));
    CHECK_THAT(refusalOf(swapped(small(), "Caf\xC3\xA9", "&#0;")), Contains("line 5"));
    CHECK_THAT(refusalOf(swapped(small(), "<startEvent", "<x:startEvent")), Contains("unbound prefix"));
    CHECK_THAT(refusalOf(swapped(small(), "id=\"s\"", "id=\"s\" id=\"t\"")), Contains("duplicate attribute"));
}

TEST_CASE("Entities are never expanded: a document type is refused by name") {
    const std::string bomb = R"(<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>)";
    CHECK_THAT(refusalOf(swapped(small("&b;"), "<definitions", bomb + "<definitions")),
               Contains("line 2") && Contains("<!DOCTYPE"));
    CHECK_THAT(refusalOf(swapped(small(), "<definitions", "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><definitions")),
               Contains("<!DOCTYPE"));
}

TEST_CASE("Elements that lie too deep or are too many are refused by the bound") {
    std::string deep;
    for (int i = 0; i < 100000; ++i)
        deep += "<subProcess>";
    CHECK_THAT(refusalOf(processText(deep)), Contains("more than 200 deep"));

    std::string many;
    for (int i = 0; i < 6000; ++i)
        many += "<task/>";
    CHECK_THAT(refusalOf(processText(many)), Contains("6000 steps") && Contains("5000 of each are the most"));
    CHECK_THAT(refusalOf(std::string(longestXml + 1, ' ')), Contains("longer than 64 MB"));
}

TEST_CASE("Names that would fill the memory are refused or cut, and a cut one is told") {
    const std::string space(5000, 'u');
    CHECK_THAT(refusalOf(processText("<u:thing xmlns:u=\"" + space + "\"/>")), Contains("longer than 2000 bytes"));
    CHECK(XmlTree::parse("<!-- <b c='> --><a xml='" + space + "'><![CDATA[<b xmlns='" + space + "'>]]></a>"));
    CHECK_THAT(refusalOf("<a>\n<b c='1' xmlns='" + space + "'/></a>"),
               Contains("line 2: ") && Contains("longer than 2000 bytes"));
    std::string many;
    for (int i = 0; i < 20'010; ++i)
        many += "<x" + std::to_string(i) + "/>";
    CHECK_THAT(refusalOf(processText(many)), Contains("20000 different names"));

    std::string name(198, 'n');
    name += "\u00e4\u00e4\u00e4"; // a cut in the middle of one would leave half a character
    const BpmnImport import =
        imported(Model(), processText("<startEvent id=\"s\"/><task id=\"t\" name=\"" + name + "\"/>"));
    const Model changed = apply(Model(), import.edit).model;
    const Process& map = *changed.processes().begin();
    CHECK(findStep(map, StepId("t"))->name == std::string(198, 'n') + "\u00e4\u2026");
    CHECK(std::ranges::any_of(import.notes, [](const BpmnNote& note) {
        return note.id == "t" && note.fate.find("longer than 200 bytes") != std::string::npos;
    }));
}

#ifdef __linux__
TEST_CASE("A short text of many attributes under a long namespace takes little memory, in one element or in many") {
    const auto mostTaken = [] { // so far, in MB
        rusage usage{};
        REQUIRE(getrusage(RUSAGE_SELF, &usage) == 0);
        return usage.ru_maxrss >> 10;
    };
    const std::string space(1'990, 'u');
    std::string one = "<thing xmlns:a=\"" + space + "\"";
    std::string many = "<thing xmlns:a=\"" + space + "\">\n";
    for (int i = 0; i < 1'000'000; ++i)
        one += " a:x" + std::to_string(i) + "=\"\"";
    for (int i = 0; i < 100'000; ++i)
        many += (i % 500 == 0 ? "<a:b" : "") + (" a:x" + std::to_string(i) + "=\"\"") + (i % 500 == 499 ? "/>" : "");
    const auto before = mostTaken();
    CHECK_THAT(refusalOf(processText(one + "/>")), Contains("line 5: ") && Contains("more than 1000 attributes"));
    CHECK_THAT(refusalOf(processText(many + "</thing>")), Contains("20000 different names"));
    CHECK(mostTaken() - before < 300);
}
#endif

TEST_CASE("Ids that are alike but for their ends, and stand twice, are told apart") {
    const std::string beginning(60, 'i');
    std::string text = "<startEvent id=\"s\"/>";
    for (int i = 0; i < 4000; ++i)
        text += "<task id=\"" + beginning + std::to_string(1000 + i % 2000) + "\"/>";
    const BpmnImport import = imported(Model(), processText(text));
    CHECK(import.notes.size() >= 2000);
}

TEST_CASE("A million elements are read, and two million are refused") {
    std::string text = "<startEvent id=\"s\"/>\n";
    for (int i = 0; i < 1'000'000; ++i)
        text += "<dataObject id=\"d" + std::to_string(i) + (i % 4 ? "\"/>" : "\"/>\n");
    const BpmnImport import = imported(Model(), processText(text));
    CHECK(import.notes.size() > 999'999);
    text.clear();
    for (int i = 0; i < 2'000'001; ++i)
        text += "<task/>";
    CHECK_THAT(refusalOf(processText(text)), Contains("more than 2000000 elements"));
}

TEST_CASE("Ids that stand twice, lead nowhere or in circles do no harm and are named") {
    const std::string text =
        bpmnText(R"(<process id="p"><startEvent id="s"/><task id="t"/><task id="t" name="Second"/><task id="not an id"/>
<task/><task/><boundaryEvent id="b1" attachedToRef="b2"/><boundaryEvent id="b2" attachedToRef="b1"/>
<laneSet><lane id="l"><flowNodeRef>t</flowNodeRef><flowNodeRef>none</flowNodeRef><flowNodeRef>other</flowNodeRef></lane>
<lane id="m"><flowNodeRef>t</flowNodeRef></lane></laneSet>)" +
                 drawnFlow("f1", "s", "t") + drawnFlow("f2", "t", "other") + drawnFlow("f3", "t", "f1") +
                 drawnFlow("f4", "b1", "b2") + drawnFlow("f5", "t", "t") +
                 "</process><process id=\"q\"><task id=\"other\"/></process><task id=\"stray\"/>");
    const BpmnImport import = imported(Model(), text);
    CHECK_THAT(fateOf(import, "t"), Contains("stands twice") && Contains("several lanes"));
    for (const char* id : {"f2", "f3", "f4", "b1", "b2", "stray"}) {
        INFO(id);
        CHECK_FALSE(fateOf(import, id).empty());
    }
    CHECK_THAT(fateOf(import, "l"), Contains("\"none\""));
    const Model model = apply(Model(), import.edit).model;
    const Process& process = *model.processes().find(ProcessId("file"));
    CHECK(stepOf(process, "t_1").name == "Second");
    CHECK(stepOf(process, "not_an_id").kind == StepKind::task);
    CHECK(stepOf(process, "element_1").kind == StepKind::task);
    CHECK(wayOf(process, "t", "t").id == FlowId("f5"));
    const std::string out = exported(model, process.id);
    CHECK(withDrawing(model, out).processes().find(process.id)->steps == process.steps);
}

TEST_CASE("A prefix that means several things is not used") {
    Model model = withDrawing(
        Model(),
        R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:tributary="urn:tributary:bpmn:1"
x="xmlns:dc='urn:no'"><process id="p" name="P"><startEvent id="s"/><task id="t" xmlns:tributary="urn:other" tributary:touch="9"/>
<sequenceFlow id="f" sourceRef="s" targetRef="t"/></process></definitions>)");
    const auto edit = setField(model, {Process::kind, "p"}, "task/t/touch", "2 hour");
    REQUIRE(edit);
    model = apply(model, *edit).model;
    const std::string text = exported(model, ProcessId("p"));
    CHECK_THAT(text, Contains("tributary:touch=\"9\" tributary2:touch=\"2 hour\""));
    CHECK(stepOf(only(withDrawing(model, text)), "t").touch->text() == "2 hour");
}

TEST_CASE("A text is changed where it was asked for, whatever stands around") {
    const auto tree = XmlTree::parse(
        "<a  b='1'\n c = \"x>y\" ><!-- <d/> --><d/>\r\n  <e f=\"&lt;&#65;&quot;\" >t<![CDATA[<&]]>u</e>\n</a>");
    REQUIRE(tree);
    REQUIRE(tree->elements().size() == 3);
    CHECK(tree->value(0, "c") == "x>y");
    CHECK(tree->value(2, "f") == "<A\"");
    CHECK(tree->content(2) == "t<&u");
    CHECK(tree->lineOf(2) == 3);
    XmlPatch same(*tree);
    same.setAttribute(0, "b", "1");
    same.setAttribute(1, "none", std::nullopt);
    CHECK(same.text() == tree->text());
    XmlPatch patch(*tree);
    patch.setAttribute(0, "b", "it's");
    patch.setAttribute(0, "c", std::nullopt);
    patch.setAttribute(0, "n", "<\n>");
    patch.append(1, "<g/>");
    patch.setTag(1, "h");
    patch.erase(2);
    patch.append(2, "<gone/>");
    CHECK(patch.text() == "<a  b=\"it's\" n=\"&lt;&#10;&gt;\" ><!-- <d/> --><h>\n  <g/>\n</h>\n</a>");
}
