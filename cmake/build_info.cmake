# Tells core/build_info.cpp, and nothing else, what is being built.
execute_process(COMMAND git rev-parse --short=12 HEAD WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
    set(commit "")
endif()
if(PARLANCE_SANITIZE)
    set(build ${PARLANCE_SANITIZE})
elseif(PARLANCE_LTO)
    set(build release)
else()
    set(build development)
endif()
string(TOLOWER "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}" compiler)
set(definitions PARLANCE_VERSION="${PROJECT_VERSION}" PARLANCE_COMMIT="${commit}" PARLANCE_BUILD="${build}"
    PARLANCE_COMPILER="${compiler}")
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/core/build_info.cpp PROPERTIES
    SKIP_PRECOMPILE_HEADERS ON
    COMPILE_DEFINITIONS "${definitions}")
