# json_module(): lib/libbursar_json.so, which io_profile loads when a profile is JSON (docs/decisions/0004).
# Programs look for it in ../lib beside their own folder.
function(json_module)
  add_library(bursar_json MODULE ${PROJECT_SOURCE_DIR}/io/json/read_nodes.cc)
  target_include_directories(bursar_json PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(bursar_json PRIVATE -Wall -Wextra -fvisibility=hidden)
  target_link_libraries(bursar_json PRIVATE PkgConfig::SIMDJSON)
  set_target_properties(bursar_json PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
  add_dependencies(io_profile bursar_json)
endfunction()
