# A service is a folder: its files are found, nothing has to be listed. A folder's own packages stand in its
# CMakeLists.txt as `otklik_service(NAME PACKAGES ...)`; a folder without one needs none.
find_package(PkgConfig REQUIRED)

function(otklik_packages target visibility)
  foreach(package ${ARGN})
    string(MAKE_C_IDENTIFIER "PKG_${package}" prefix)
    pkg_check_modules(${prefix} REQUIRED IMPORTED_TARGET GLOBAL ${package})
    target_link_libraries(${target} ${visibility} PkgConfig::${prefix})
  endforeach()
endfunction()

# otklik_service(NAME [FAST_MALLOC] [PACKAGES pkg-config names])
# Makes NAME_core (everything but main.c, for tests) and the program otklik-NAME. FAST_MALLOC: for those through which every
# appeal goes; costs two megabytes of RSS (docs/performance.md).
function(otklik_service name)
  cmake_parse_arguments(arg "FAST_MALLOC" "" "PACKAGES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.c ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp
                                      ${CMAKE_CURRENT_SOURCE_DIR}/*/*.c)
  list(REMOVE_ITEM sources ${CMAKE_CURRENT_SOURCE_DIR}/main.c)
  add_library(${name}_core STATIC ${sources})
  target_include_directories(${name}_core PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${name}_core PUBLIC otklik_events otklik_common)
  otklik_packages(${name}_core PUBLIC ${arg_PACKAGES})
  set_target_properties(${name}_core PROPERTIES LINKER_LANGUAGE C)
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/main.c)
    add_executable(otklik-${name} ${CMAKE_CURRENT_SOURCE_DIR}/main.c)
    target_link_libraries(otklik-${name} PRIVATE ${name}_core)
    # Sanitizers have an allocator of their own.
    if(arg_FAST_MALLOC AND NOT (OTKLIK_ASAN OR OTKLIK_TSAN OR OTKLIK_FUZZ))
      otklik_packages(otklik-${name} PRIVATE jemalloc)
    endif()
    # footprint.c answers a library's question.
    target_link_options(otklik-${name} PRIVATE LINKER:--export-dynamic-symbol=_gnutls_global_init_skip)
    set_target_properties(otklik-${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  endif()
endfunction()

function(otklik_services folder)
  file(GLOB folders CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*/CMakeLists.txt)
  foreach(list ${folders})
    get_filename_component(dir ${list} DIRECTORY)
    add_subdirectory(${dir})
  endforeach()
endfunction()

function(otklik_tools folder)
  file(GLOB folders CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*/CMakeLists.txt)
  foreach(list ${folders})
    get_filename_component(dir ${list} DIRECTORY)
    add_subdirectory(${dir})
  endforeach()
endfunction()

# Debian's own Python: it has the packages that checks and tests need; one in front of it in PATH may not.
find_program(OTKLIK_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)
