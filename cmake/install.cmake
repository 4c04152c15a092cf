# `cmake --install BUILD --prefix DIR`: programs in bin/, and in share/otklik what they read at run time, at the same
# relative places as in the repository (OTKLIK_SHARE names that folder).
install(DIRECTORY ${CMAKE_BINARY_DIR}/bin/ DESTINATION bin USE_SOURCE_PERMISSIONS OPTIONAL)
foreach(folder proto-schemas console deploy/company deploy/demo)
  if(IS_DIRECTORY ${CMAKE_SOURCE_DIR}/${folder})
    get_filename_component(parent ${folder} DIRECTORY)
    install(DIRECTORY ${CMAKE_SOURCE_DIR}/${folder} DESTINATION share/otklik/${parent} USE_SOURCE_PERMISSIONS)
  endif()
endforeach()
file(GLOB data CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/libs/*/migrations
     ${CMAKE_SOURCE_DIR}/services/*/migrations ${CMAKE_SOURCE_DIR}/services/*/data)
foreach(folder ${data})
  get_filename_component(parent ${folder} DIRECTORY)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/${folder} DESTINATION share/otklik/${parent})
endforeach()
