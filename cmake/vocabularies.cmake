# embed_vocabularies(<target>): packs the tokens of the encodings that the server counts by into <target>'s read-only data.
# They come from the npm package tiktoken, which script/bootstrap installs below cmake/vocabularies.
function(embed_vocabularies target)
    set(folder ${CMAKE_SOURCE_DIR}/cmake/vocabularies)
    set(encoders ${folder}/node_modules/tiktoken/encoders)
    if(NOT EXISTS ${encoders}/o200k_base.json)
        message(STATUS "Installing the Node packages of cmake/vocabularies")
        execute_process(COMMAND npm install --no-save --no-audit --no-fund --loglevel=error WORKING_DIRECTORY ${folder}
            COMMAND_ERROR_IS_FATAL ANY)
    endif()

    add_executable(pack_vocabulary ${folder}/pack.cpp)
    target_include_directories(pack_vocabulary PRIVATE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(pack_vocabulary PRIVATE Boost::json)
    set(packed "")
    foreach(encoding cl100k_base o200k_base)
        set(file ${CMAKE_CURRENT_BINARY_DIR}/vocabularies/${encoding})
        add_custom_command(OUTPUT ${file} DEPENDS pack_vocabulary ${encoders}/${encoding}.json
            COMMAND pack_vocabulary ${encoders}/${encoding}.json ${file} VERBATIM)
        list(APPEND packed ${file})
    endforeach()
    file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/vocabularies)
    embed_files(${target} llm_vocabularies ${CMAKE_CURRENT_BINARY_DIR}/vocabularies ${packed})
endfunction()
