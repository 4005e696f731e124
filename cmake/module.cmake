# program_module(NAME FOR layer SOURCES … LIBS …): lib/lib<NAME>.so, a part of the program that is loaded when it is needed
# (docs/decisions/0009). Programs look for it in ../lib beside their own folder.
function(program_module name)
  cmake_parse_arguments(ARG "" "FOR" "SOURCES;LIBS" ${ARGN})
  list(TRANSFORM ARG_SOURCES PREPEND ${PROJECT_SOURCE_DIR}/)
  add_library(${name} MODULE ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(${name} PRIVATE -Wall -Wextra -fvisibility=hidden)
  target_link_libraries(${name} PRIVATE ${ARG_LIBS})
  set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
  add_dependencies(${ARG_FOR} ${name})
endfunction()
