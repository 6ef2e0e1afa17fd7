# embed_files(<target> <namespace> <directory> <files>...): puts files into the binary's read-only data.
# Generates one assembler file of .incbin lines and `<namespace>_files.cpp`, which defines
#   std::span<core::embedded_file const> <namespace>::embedded_files();
# Names are relative to <directory>. See core/embedded.hpp.
function(embed_files target namespace directory)
    set(assembly "    .section .rodata\n")
    set(declarations "")
    set(rows "")
    set(index 0)
    foreach(file IN LISTS ARGN)
        file(RELATIVE_PATH name ${directory} ${file})
        set(symbol parlance_${namespace}_${index})
        string(APPEND assembly "    .global ${symbol}, ${symbol}_end\n    .balign 16\n${symbol}:\n"
            "    .incbin \"${file}\"\n${symbol}_end:\n    .byte 0\n")
        string(APPEND declarations "extern char const ${symbol}[], ${symbol}_end[];\n")
        string(APPEND rows "    {\"${name}\", ${symbol}, ${symbol}_end},\n")
        math(EXPR index "${index} + 1")
    endforeach()
    string(APPEND assembly "    .section .note.GNU-stack,\"\",@progbits\n")
    set(stem ${CMAKE_CURRENT_BINARY_DIR}/${namespace}_files)
    file(CONFIGURE OUTPUT ${stem}.S CONTENT "${assembly}" @ONLY)
    file(CONFIGURE OUTPUT ${stem}.cpp CONTENT "#include \"core/embedded.hpp\"
extern \"C\" {
${declarations}}
namespace ${namespace} {
static core::embedded_file const files[] = {
${rows}    {{}, nullptr, nullptr}};
std::span<core::embedded_file const> embedded_files() { return std::span(files).first(${index}); }
}
" @ONLY)
    set_source_files_properties(${stem}.S PROPERTIES OBJECT_DEPENDS "${ARGN}")
    set_source_files_properties(${stem}.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    target_sources(${target} PRIVATE ${stem}.S ${stem}.cpp)
endfunction()
