ALTER VIEW "public"."v"
    RESET ("security_barrier"),
    SET ("check_option" = 'cascaded');
