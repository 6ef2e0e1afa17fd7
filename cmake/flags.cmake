# Flags that every target shares. What a preset may switch is an option in the top CMakeLists.txt.
add_compile_options(-fno-omit-frame-pointer -fdiagnostics-color=always)
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # Without this the header's time stamp enters the precompiled header and ccache never hits.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Xclang> $<$<COMPILE_LANGUAGE:CXX>:-fno-pch-timestamp>)
endif()

if(PARLANCE_LTO)
    add_compile_options(-flto=thin -D_FORTIFY_SOURCE=3 -fstack-protector-strong)
    add_link_options(-flto=thin -fuse-ld=lld-19 -Wl,-z,relro,-z,now -pie)
    # One link at a time, and what it makes of each file kept: the second program then takes nearly all from the first.
    add_link_options(-Wl,--thinlto-cache-dir=${CMAKE_BINARY_DIR}/lto)
    set_property(GLOBAL PROPERTY JOB_POOLS link=1)
    set(CMAKE_JOB_POOL_LINK link)
    add_compile_options(-fPIE)   # not CMake's property: it gives libraries -fPIC, whose header the program could not share
else()
    add_link_options(-fuse-ld=mold)
endif()

if(PARLANCE_SANITIZE)
    add_compile_options(-fsanitize=${PARLANCE_SANITIZE} -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${PARLANCE_SANITIZE})
endif()

# A designated initialiser names what differs from the defaults: leaving out the rest is its point.
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 19)
    set(PARLANCE_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wno-missing-designated-field-initializers -Werror)
else()
    set(PARLANCE_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wno-missing-field-initializers -Werror)
endif()
