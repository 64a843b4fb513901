# SPDX-License-Identifier: GPL-3.0-or-later
# Run as a script: turns text files into a source file that holds their bytes.
#   cmake -DOUTPUT=file.cpp -DINPUTS=a.json,b.json -P embed_texts.cmake
string(REPLACE "," ";" INPUTS "${INPUTS}")
set(arrays "")
set(choices "")
foreach(input IN LISTS INPUTS)
  get_filename_component(name "${input}" NAME_WE)
  string(MAKE_C_IDENTIFIER "${name}" identifier)
  file(READ "${input}" bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\n    " bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char ${identifier}Text[] = {\n    ${bytes}\n};\n")
  string(APPEND choices "    if (id == \"${name}\")\n        return {${identifier}Text, sizeof ${identifier}Text};\n")
endforeach()
file(WRITE "${OUTPUT}" "#include \"core/exchange/template_texts.h\"

namespace tributary {

namespace {

${arrays}
} // namespace

std::string_view templateText(std::string_view id) {
${choices}    return {};
}

} // namespace tributary
")
