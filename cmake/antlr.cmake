# bursar_add_grammar(): makes the parser from grammar/ at build time and defines the library bursar_grammar.
# The generated code is compiled without warnings; its headers are a system include for whoever links it.
find_program(BURSAR_ANTLR antlr4 REQUIRED)
find_package(Python3 COMPONENTS Interpreter REQUIRED)
find_path(BURSAR_ANTLR_HEADERS antlr4-runtime.h PATH_SUFFIXES antlr4-runtime REQUIRED)
# The archive: a shared runtime costs every start several milliseconds of loading.
find_library(BURSAR_ANTLR_LIBRARY NAMES libantlr4-runtime.a antlr4-runtime REQUIRED)
find_package(Threads REQUIRED)

function(bursar_add_grammar)
  set(headers ${BURSAR_ANTLR_HEADERS})
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # clang with libstdc++ refuses Vocabulary.h of runtime 4.9: its const members have no initialiser.
    set(headers ${CMAKE_BINARY_DIR}/antlr4-headers)
    if(NOT EXISTS ${headers}/antlr4-runtime.h)
      file(COPY ${BURSAR_ANTLR_HEADERS}/ DESTINATION ${headers})
      file(READ ${headers}/Vocabulary.h text)
      string(REGEX REPLACE "(std::vector<std::string> const _(literal|symbolic|display)Names);" "\\1{};"
             text "${text}")
      file(WRITE ${headers}/Vocabulary.h "${text}")
    endif()
  endif()

  set(out ${CMAKE_BINARY_DIR}/grammar)
  set(source ${PROJECT_SOURCE_DIR}/grammar)
  set(tool ${PROJECT_SOURCE_DIR}/tools/keywords.py)
  file(MAKE_DIRECTORY ${out})
  add_custom_command(
    OUTPUT ${out}/keywords.inc ${out}/PolicyTokens.tokens
    COMMAND ${Python3_EXECUTABLE} ${tool} ${source}/keywords.tsv ${out}/keywords.inc ${out}/PolicyTokens.tokens
    DEPENDS ${tool} ${source}/keywords.tsv
    VERBATIM)
  add_custom_command(
    OUTPUT ${out}/PolicyParser.cpp ${out}/PolicyParser.h
    COMMAND ${BURSAR_ANTLR} -Dlanguage=Cpp -no-visitor -no-listener -package bursar_grammar -lib ${out} -o ${out}
            ${source}/PolicyParser.g4
    DEPENDS ${source}/PolicyParser.g4 ${out}/PolicyTokens.tokens
    WORKING_DIRECTORY ${source}
    VERBATIM)
  add_library(bursar_grammar STATIC ${out}/PolicyParser.cpp ${out}/PolicyParser.h ${out}/keywords.inc)
  target_include_directories(bursar_grammar SYSTEM PUBLIC ${headers} ${out})
  target_compile_options(bursar_grammar PRIVATE -w)
  target_link_libraries(bursar_grammar PUBLIC ${BURSAR_ANTLR_LIBRARY} Threads::Threads)
endfunction()
